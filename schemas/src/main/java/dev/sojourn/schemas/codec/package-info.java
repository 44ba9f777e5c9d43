/**
 * Records to bytes and back, in the registry's wire format: a zero byte, the schema's id in 4
 * bytes, big-endian, and Avro's binary encoding.
 *
 * <p>Reading is safe against any bytes: what is not a record of ours is an {@link
 * dev.sojourn.schemas.codec.UnreadableRecordException}, and neither memory nor the stack is used
 * beyond what the bytes at hand justify. Records of other, compatible schema versions are read as
 * if they were of the released version that this build knows. One reader per writer schema is
 * prepared on first sight and kept.
 */
package dev.sojourn.schemas.codec;
