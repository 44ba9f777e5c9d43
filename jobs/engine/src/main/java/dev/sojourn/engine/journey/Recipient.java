package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Channel;

/**
 * Who gets a request, and whether anybody does: nobody of a dry run or a control group (V6, S7), of
 * a test only whom the document names (V5).
 *
 * @param dry everything happens, but nothing is sent
 */
record Recipient(String address, boolean dry) {
  /**
   * @param address of the person
   */
  static Recipient of(Stay stay, Channel channel, String address) {
    if (stay.instance.test && stay.journey.test().isPresent()) {
      String instead = stay.journey.test().get().addresses().get(channel.medium());
      return new Recipient(
          instead == null ? address : instead, stay.instance.dry || instead == null);
    }
    // A test that jumped into a journey that knows of no tests sends nothing there.
    return new Recipient(address, stay.instance.dry || stay.instance.test);
  }
}
