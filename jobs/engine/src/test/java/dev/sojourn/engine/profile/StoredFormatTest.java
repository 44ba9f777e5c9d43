package dev.sojourn.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.engine.MemoryStore;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import dev.sojourn.engine.value.ValueFormat;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stored forms, byte by byte (rule 9). A test here that fails means that state of an older
 * build would no longer be read: give the form a new version and keep the reader of this one.
 */
class StoredFormatTest {
  private static final long T = 1_700_000_000_000L;

  private static final String PROFILE_V1 =
      "0180d095ffbc31882701d08c0101a09c01112233445566778801abcdef0123458ac49fd50c0201020304050609"
          + "8d4e040605040302010207010a0b0c0d0e0f01000102030405060708090a0b0c0d0e0f0777656c636f6d650306"
          + "636172742d31cf0fe0bf0a0672656d696e64f12e04020568656c6c6f101112131415161718191a1b1c1d1e1f05"
          + "656d61696c4105616761696e202122232425262728292a2b2c2d2e2f05656d61696c40010a4a409203e7b44788"
          + "7a053fcf0f014d7e32408e3bdb99010111121314151605656d61696c046e65777302cf0f";

  private static final String PROFILE_V2 =
      "0280d095ffbc31882701d08c0101a09c01112233445566778801abcdef0123458ac49fd50c02010203040506"
          + "118d4e040605040302010207010a0b0c0d0e0f01000102030405060708090a0b0c0d0e0f0777656c636f6d65"
          + "0306636172742d31cf0fe0bf0a0672656d696e64f12e04020568656c6c6f101112131415161718191a1b1c1d"
          + "1e1f05656d61696c4105616761696e202122232425262728292a2b2c2d2e2f05656d61696c400d0301000000"
          + "000102870e02e707fd2a00010a4a409203e7b447887a053fcf0f014d7e32408e3bdb9901010a4a409203e7cf"
          + "0f400205656d61696c046e65777300000005656d61696c046e657773000777656c636f6d650568656c6c6f02"
          + "11121314151601c0deabfef96221222324252602cf0f01000000000304bf0c";

  private static final String ATTRIBUTES_V1 =
      "01050361676503520573636f7265043fe000000000000003766970020474616773060305016103020107616464"
          + "726573730701046369747905044c796f6e0205656d61696c0103736d73020205656d61696c0200047075736800"
          + "01";

  private static final Hold HOLD =
      new Hold(Hold.Reason.CAPPED, T + 4_500, T + 10_000, Instance.NEVER);
  private static final SentMessage SENT =
      new SentMessage(
          0x212223242526L,
          new SentMessage.Origin("email", "news", false, "welcome", "hello"),
          false,
          T + 3_000);

  private static ProfileState profile() {
    ProfileState state = new ProfileState(T);
    state.now = T + 5_000;
    state.timezone = "Asia/Tokyo";
    state.armed = T + 9_000;
    state.nextDue = T + 10_000;
    state.audiences = 0x1122334455667788L;
    state.remember(0xABCDEF012345L);
    LeafState leaf = state.leafOrNew(0x010203040506L);
    leaf.holds = true;
    leaf.add(T + 1, T - 1, 3);
    leaf.add(T + 3, T - 1, 3);
    LeafState count = state.leafOrNew(0x060504030201L);
    count.count = 7;
    state.setMember(0x0A0B0C0D0E0FL, true);
    Instance instance =
        new Instance(
            "000102030405060708090a0b0c0d0e0f", "welcome", 3, "cart-1", T + 4_000, T + 90_000);
    instance.step = "remind";
    instance.due = T + 10_000;
    instance.transition = 4;
    Instance.Sent sent = new Instance.Sent("hello", "101112131415161718191a1b1c1d1e1f", "email");
    sent.outcome = Status.SENT;
    instance.sent.add(sent);
    instance.sent.add(new Instance.Sent("again", "202122232425262728292a2b2c2d2e2f", "email"));
    state.addInstance(instance);
    state.entries().entered("welcome", "cart-1", T + 4_000);
    state.entries().refused("welcome", "reentry", T + 4_500);
    state
        .sentMessages()
        .add(
            new SentMessage(
                0x111213141516L,
                new SentMessage.Origin("email", "news", false, "", ""),
                true,
                T + 4_000));
    return state;
  }

  /** What came with version 2, on top of what version 1 had. */
  private static ProfileState newer() {
    ProfileState state = profile();
    Instance instance = state.instances().get(0);
    instance.trial = true;
    instance.test = true;
    instance.goalReached = true;
    instance.hops = 3;
    instance.sightings.see(0x0102L, T + 4_100);
    instance.hold = HOLD;
    state.sentMessages().add(SENT);
    state.entries().enteredUnderCaps("welcome", T + 4_000, 10_000, 2);
    state.recent().see(0x0304L, T + 4_200);
    return state;
  }

  /** Version 3 says that the directory knows of the person; it has no bytes more than version 2. */
  private static final String PROFILE_V3 = "03" + PROFILE_V2.substring(2);

  private static final String LEAVES_V5 = "0201020304050611000106050403020102070282a0abfef96204";

  /** Of someone who came to their step 100 ms after the entry. */
  private static final String PROFILE_V4 =
      since4("04", "020102030405061182a0abfe39040605040302010207", "65");

  /** The same as this build writes it: the leaves' moments are in a table behind them. */
  private static final String PROFILE_V5 = since4("05", LEAVES_V5, "65");

  /** What this build writes of someone of whom it was not stored when they came to their step. */
  private static final String PROFILE_V5_FROM_OLDER = since4("05", LEAVES_V5, "00");

  private static String since4(String version, String leaves, String since) {
    return version
        + "80d095ffbc31882701d08c0101a09c0111223344556677880a417369612f546f6b796f01abcdef0123458a"
        + "c49fd50c"
        + leaves
        + "010a0b0c0d0e0f01000102030405060708090a0b0c0d0e0f0777656c636f6d650306636172742d31cf0fe0bf0a0672656d696e64f12e04020568656c6c6f"
        + "101112131415161718191a1b1c1d1e1f05656d61696c4105616761696e202122232425262728292a2b2c2d2e"
        + "2f05656d61696c400d0301000000000102870e02e707fd2a00"
        + since
        + "010a4a409203e7b447887a053fcf0f014d7e32408e3bdb9901010a4a409203e7cf0f400205656d61696c046e"
        + "65777300000005656d61696c046e657773000777656c636f6d650568656c6c6f0211121314151601c0deabfe"
        + "f96221222324252602cf0f01000000000304bf0c";
  }

  @Test
  void profileStateVersion5HasTheseBytes() {
    ProfileState state = newer();
    state.instances().get(0).since = T + 4_100;
    byte[] bytes = ProfileStateFormat.write(state);
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(PROFILE_V5);
    assertThat(ProfileStateFormat.read(bytes).instances().get(0).since).isEqualTo(T + 4_100);
  }

  @Test
  void whoIsStoredInVersion2IsNotKnownToTheDirectory() {
    ProfileState older = ProfileStateFormat.read(HexFormat.of().parseHex(PROFILE_V2));
    assertThat(older.listed).isFalse();
    assertThat(older.instances().get(0).listedAt).isNull();
    for (String known : List.of(PROFILE_V3, PROFILE_V4, PROFILE_V5)) {
      ProfileState state = ProfileStateFormat.read(HexFormat.of().parseHex(known));
      assertThat(state.listed).isTrue();
      assertThat(state.instances().get(0).listedAt).isEqualTo("remind");
    }
  }

  static List<String> sinceVersion2() {
    return List.of(PROFILE_V2, PROFILE_V3, PROFILE_V4, PROFILE_V5);
  }

  @ParameterizedTest
  @MethodSource("sinceVersion2")
  void profileStateSinceVersion2IsReadAndWrittenAnew(String stored) {
    ProfileState state = ProfileStateFormat.read(HexFormat.of().parseHex(stored));
    boolean known = stored.equals(PROFILE_V4) || stored.equals(PROFILE_V5);
    String written = known ? PROFILE_V5 : PROFILE_V5_FROM_OLDER;
    Instance instance = state.instances().get(0);
    assertThat(instance.trial).isTrue();
    assertThat(instance.test).isTrue();
    assertThat(instance.dry).isFalse();
    assertThat(instance.goalReached).isTrue();
    assertThat(instance.hops).isEqualTo(3);
    assertThat(instance.sightings.of(0x0102L)).isEqualTo(T + 4_100);
    assertThat(state.entries().entriesAfter("welcome", T)).containsExactly(T + 4_000);
    assertThat(state.recent().of(0x0304L)).isEqualTo(T + 4_200);
    assertThat(instance.hold).isEqualTo(HOLD);
    // Written as it was read, and as it was unpacked.
    assertThat(stored(state)).isEqualTo(written);
    assertThat(state.sentMessages().all()).hasSize(2).contains(SENT);
    assertThat(state.leaf(0x010203040506L).times()).containsExactly(T + 1, T + 3);
    assertThat(state.leaf(0x060504030201L).count).isEqualTo(7);
    assertThat(stored(state)).isEqualTo(written);
  }

  /** Of someone in Tokyo. */
  private static String stored(ProfileState state) {
    MemoryStore store = new MemoryStore();
    Attributes attributes = Attributes.empty();
    attributes.set("timezone", "Asia/Tokyo");
    store.putAttributes(attributes.toBytes());
    ProfileStateFormat.store(state, store);
    return HexFormat.of().formatHex(store.hot());
  }

  @Test
  void aTimezoneThatCannotNameAZoneIsNone() {
    for (Object value : List.of(9L, "x".repeat(65), List.of("Asia/Tokyo"))) {
      ProfileState state = ProfileStateFormat.read(HexFormat.of().parseHex(PROFILE_V3));
      MemoryStore store = new MemoryStore();
      Attributes attributes = Attributes.empty();
      attributes.set("timezone", value);
      store.putAttributes(attributes.toBytes());
      ProfileStateFormat.store(state, store);
      assertThat(ProfileStateFormat.read(store.hot()).timezone).isEmpty();
    }
  }

  @Test
  void profileStateVersion1IsReadAndWrittenAnew() {
    ProfileState state = ProfileStateFormat.read(HexFormat.of().parseHex(PROFILE_V1));
    assertThat(state.firstSeen).isEqualTo(T);
    assertThat(state.now).isEqualTo(T + 5_000);
    assertThat(state.armed).isEqualTo(T + 9_000);
    assertThat(state.nextDue).isEqualTo(T + 10_000);
    assertThat(state.hasSeen(0xABCDEF012345L)).isTrue();
    assertThat(state.hasSeen(0xABCDEF012346L)).isFalse();
    assertThat(state.leaf(0x010203040506L).times()).containsExactly(T + 1, T + 3);
    assertThat(state.leaf(0x010203040506L).holds).isTrue();
    assertThat(state.leaf(0x060504030201L).count).isEqualTo(7);
    assertThat(state.memberships()).containsExactly(0x0A0B0C0D0E0FL);
    Instance instance = state.instances().get(0);
    assertThat(instance.journey).isEqualTo("welcome");
    assertThat(instance.key).isEqualTo("cart-1");
    assertThat(instance.due).isEqualTo(T + 10_000);
    assertThat(instance.timeoutAt).isEqualTo(T + 90_000);
    assertThat(instance.sentBy("hello").orElseThrow().outcome).isEqualTo(Status.SENT);
    assertThat(instance.sentBy("again").orElseThrow().outcome).isNull();
    assertThat(state.entries().lastEntry("welcome", "cart-1")).hasValue(T + 4_000);
    assertThat(state.entries().refused("welcome", "reentry", T + 4_600)).isFalse();
    assertThat(state.sentMessages().all())
        .containsExactly(
            new SentMessage(
                0x111213141516L,
                new SentMessage.Origin("email", "news", false, "", ""),
                true,
                T + 4_000));
    assertThat(instance.trial || instance.dry || instance.test).isFalse();
    assertThat(state.recent().isEmpty()).isTrue();
    assertThat(instance.hold).isNull();
    assertThat(stored(state))
        .as("as a state that never was of another version")
        .isEqualTo(HexFormat.of().formatHex(ProfileStateFormat.write(profile())));
  }

  /** The codes of outcomes and of reasons to hold are part of the form. */
  @Test
  void everyOutcomeHasItsByte() {
    StringBuilder bytes = new StringBuilder();
    for (Status status : Status.values()) {
      if (status.isFinal()) {
        Instance instance = new Instance("00".repeat(16), "", 1, "", T, T);
        instance.sent.add(new Instance.Sent("", "00".repeat(16), ""));
        instance.sent.get(0).outcome = status;
        ByteWriter out = new ByteWriter(64);
        instance.write(out, T);
        String hex = HexFormat.of().formatHex(out.toBytes());
        // The last but the flags, the hops, the sightings, the hold and since when it is there.
        bytes.append(status).append(' ').append(hex, hex.length() - 12, hex.length() - 10);
        bytes.append(' ');
        assertThat(Instance.read(new ByteReader(out.toBytes()), T, 2).sent.get(0).outcome)
            .isEqualTo(status);
      }
    }
    assertThat(bytes.toString())
        .isEqualTo("SENT 41 FAILED 42 EXPIRED 43 RECALLED 44 RATE_LIMITED 45 IN_DOUBT 46 DRY 47 ");
  }

  @Test
  void everyReasonToHoldHasItsByte() {
    StringBuilder bytes = new StringBuilder();
    for (Hold.Reason reason : Hold.Reason.values()) {
      Hold hold = new Hold(reason, T, T + 1, Instance.NEVER);
      ByteWriter out = new ByteWriter(16);
      Hold.write(hold, out, T);
      bytes.append(reason).append(' ').append(HexFormat.of().formatHex(out.toBytes())).append(' ');
      assertThat(Hold.read(new ByteReader(out.toBytes()), T)).isEqualTo(hold);
    }
    assertThat(bytes.toString())
        .isEqualTo("QUIET_HOURS 01000200 CAPPED 02000200 COMPETING 03000200 PAUSED 04000200 ");
  }

  @Test
  void everyReasonToSuppressHasItsBit() {
    Attributes attributes = Attributes.empty();
    attributes.setSuppressed("a", true);
    attributes.hardBounce("b");
    attributes.complaint("c");
    attributes.unsubscribed("d/news");
    assertThat(HexFormat.of().formatHex(attributes.toBytes()))
        .isEqualTo("0100000401610100016202000163040006642f6e6577730800");
  }

  private static Attributes attributes() {
    Attributes attributes = Attributes.empty();
    Map<String, Object> nested = new LinkedHashMap<>();
    nested.put("city", "Lyon");
    attributes.set("age", 41L);
    attributes.set("score", 0.5);
    attributes.set("vip", true);
    attributes.set("tags", List.of("a", 1L, false));
    attributes.set("address", nested);
    attributes.setConsent("email", "in");
    attributes.setConsent("sms", "out");
    attributes.hardBounce("email");
    attributes.softBounce("push");
    return attributes;
  }

  @Test
  void attributesVersion1HaveTheseBytes() {
    assertThat(HexFormat.of().formatHex(attributes().toBytes())).isEqualTo(ATTRIBUTES_V1);
  }

  @Test
  void attributesVersion1AreRead() {
    Attributes read = Attributes.ofBytes(HexFormat.of().parseHex(ATTRIBUTES_V1));
    assertThat(read.values()).isEqualTo(attributes().values());
    assertThat(read.consents()).isEqualTo(attributes().consents());
    assertThat(read.suppression("email", "", true)).contains("email: hard bounce");
    assertThat(read.suppression("push", "", false)).isEmpty();
  }

  @Test
  void anUnknownVersionIsToldApart() {
    assertThatThrownBy(() -> ProfileStateFormat.read(new byte[] {99}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version 99")
        .hasMessageContaining("newer build");
  }

  @Property
  void brokenBytesAreNeverReadAsState(@ForAll byte[] bytes) {
    byte[] versioned = bytes.clone();
    if (versioned.length > 0) {
      versioned[0] = (byte) (1 + (versioned[0] & 0xFF) % 5);
    }
    try {
      ProfileState state = ProfileStateFormat.read(versioned);
      state.sentMessages().all();
      state.leaves().forEach(LeafState::times);
    } catch (IllegalStateException | ArithmeticException e) {
      // Told apart; anything else, or a hang, would be the failure.
    }
  }

  @Property
  void numbersComeBack(@ForAll long value) {
    ByteWriter out = new ByteWriter(4);
    out.varint(value);
    out.zigzag(value);
    out.i64(value);
    out.u48(value & 0xFFFFFFFFFFFFL);
    ByteReader in = new ByteReader(out.toBytes());
    assertThat(in.varint()).isEqualTo(value);
    assertThat(in.zigzag()).isEqualTo(value);
    assertThat(in.i64()).isEqualTo(value);
    assertThat(in.u48()).isEqualTo(value & 0xFFFFFFFFFFFFL);
    assertThat(in.atEnd()).isTrue();
  }

  @Property
  void textsComeBack(@ForAll Map<String, String> texts) {
    Map<String, Object> map = new LinkedHashMap<>(texts);
    ByteWriter out = new ByteWriter(4);
    ValueFormat.writeMap(out, map);
    assertThat(ValueFormat.readMap(new ByteReader(out.toBytes()))).isEqualTo(map);
  }
}
