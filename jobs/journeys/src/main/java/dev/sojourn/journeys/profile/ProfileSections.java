package dev.sojourn.journeys.profile;

import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/**
 * Where the profiles lie in a checkpoint of the job: in the keyed state of one operator, by profile
 * key. The bytes are in the engine's formats, {@link dev.sojourn.engine.profile.ProfileStateFormat}
 * and {@link dev.sojourn.engine.profile.Attributes}.
 */
public final class ProfileSections {
  /** Uid of the operator. */
  public static final String OPERATOR = "profiles";

  private ProfileSections() {}

  /** The hot section. */
  public static ValueStateDescriptor<byte[]> hot() {
    return new ValueStateDescriptor<>("hot", BytePrimitiveArraySerializer.INSTANCE);
  }

  /** Attributes, consents and suppressions. */
  public static ValueStateDescriptor<byte[]> attributes() {
    return new ValueStateDescriptor<>("attributes", BytePrimitiveArraySerializer.INSTANCE);
  }
}
