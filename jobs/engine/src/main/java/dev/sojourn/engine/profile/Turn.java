package dev.sojourn.engine.profile;

import dev.sojourn.engine.definition.DefinitionSet;
import dev.sojourn.engine.directory.Listings;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.time.CalendarUnit;
import dev.sojourn.engine.time.Interval;
import dev.sojourn.engine.time.ZoneChoice;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One moment of one profile: a signal or a wake-up being handled, with what it may read and what it
 * has changed so far. Lives for that moment only.
 */
public final class Turn {
  /** The signal's id where a wake-up is at hand. */
  public static final String NO_SIGNAL = "";

  private final ProfileStore store;
  private final String profile;
  private final ProfileState state;
  private final DefinitionSet definitions;
  private final long now;
  private final String signal;
  private final Consumer<Effect> effects;

  private Attributes attributes;
  private boolean attributesChanged;
  private Map<String, Object> profileVariable;

  /** The calendar interval last asked for; most that ask at one moment ask for the same. */
  private CalendarUnit calendarUnit;

  private ZoneChoice calendarZone;
  private Interval calendarInterval;
  private Set<String> changedAttributes = Set.of();
  private boolean changed;
  private boolean audiencesOpen;
  private List<Effect.AudienceChange> membershipChanges = List.of();
  private List<Instance> parked = List.of();
  private int starts;

  /**
   * @param signal id of the signal at hand; {@link #NO_SIGNAL} for a wake-up
   */
  public Turn(
      ProfileStore store,
      String profile,
      ProfileState state,
      DefinitionSet definitions,
      long now,
      String signal,
      Consumer<Effect> effects) {
    this.store = store;
    this.profile = profile;
    this.state = state;
    this.definitions = definitions;
    this.now = now;
    this.signal = signal;
    this.effects = effects;
  }

  public String profile() {
    return profile;
  }

  public ProfileState state() {
    return state;
  }

  public DefinitionSet definitions() {
    return definitions;
  }

  /** Now (T1), ms since the epoch. */
  public long now() {
    return now;
  }

  public String signal() {
    return signal;
  }

  public void emit(Effect effect) {
    effects.accept(effect);
  }

  /**
   * Notes a change of membership and tells of it; journeys may wait for it.
   *
   * @param audience hash of its name
   */
  public void changeMembership(long audience, Effect.AudienceChange change) {
    state.setMember(audience, change.entered());
    changed = true;
    effects.accept(change);
    Listings.member(state, audience, change.entered(), effects);
    if (membershipChanges.isEmpty()) {
      membershipChanges = new ArrayList<>();
    }
    membershipChanges.add(change);
  }

  /** The changes of membership since the last call. */
  public List<Effect.AudienceChange> takeMembershipChanges() {
    List<Effect.AudienceChange> taken = membershipChanges;
    membershipChanges = List.of();
    return taken;
  }

  /** Whether the profile or a membership has changed, and that has not had its effect yet. */
  public boolean hasChanges() {
    return audiencesOpen || !changedAttributes.isEmpty() || !membershipChanges.isEmpty();
  }

  /**
   * Has an instance wait at its send until nothing else is left to do in this atomic step: who gets
   * the last place under a cap is a matter of priority, not of who came first (P7).
   */
  public void park(Instance instance) {
    if (parked.isEmpty()) {
      parked = new ArrayList<>();
    }
    parked.add(instance);
  }

  /** Whether an instance waits for its turn at this moment. */
  public boolean isParked(Instance instance) {
    return parked.contains(instance);
  }

  /** It is an instance's turn, if it waited for it. */
  public void unpark(Instance instance) {
    if (!parked.isEmpty()) {
      parked.remove(instance);
    }
  }

  /** Tells apart the instances that one signal, or one moment, starts: counts from 0. */
  public int nextStart() {
    return starts++;
  }

  /** Whether the person is a member of an audience; false if there is no such audience. */
  public boolean isMember(String audience) {
    return state.isMember(Hashes.hash48(audience));
  }

  /** Tells of something that could not be used. */
  public void reject(ErrorCode code, String message) {
    effects.accept(new Effect.Rejected(code, message));
  }

  public void count(String what, int times) {
    effects.accept(new Effect.Counted(what, times));
  }

  public void count(String what) {
    count(what, 1);
  }

  /** Says that every audience is still to be worked out. */
  public void openAudiences() {
    audiencesOpen = true;
  }

  /** Says that every audience is being worked out; tells whether that was still to be done. */
  public boolean closeAudiences() {
    boolean open = audiencesOpen;
    audiencesOpen = false;
    return open;
  }

  /** Says that the hot section was changed and is to be written. */
  public void touch() {
    changed = true;
  }

  /** Whether the hot section was changed. */
  public boolean isTouched() {
    return changed;
  }

  /**
   * What is known of the person; read on first use. To be changed through the methods of this class
   * only.
   */
  public Attributes attributes() {
    if (attributes == null) {
      attributes = Attributes.ofBytes(store.attributes());
    }
    return attributes;
  }

  /** Says that nothing is known of the person yet, which spares a look. */
  public void knowNothing() {
    attributes = Attributes.empty();
  }

  /** The zone that counts for the person now (T5). */
  public ZoneId zone(ZoneChoice choice) {
    return choice.fixed().orElseGet(() -> choice.of(timezone()));
  }

  private String timezone() {
    if (state.timezone == null) {
      state.timezone = attributes().timezone();
    }
    return state.timezone;
  }

  /** The day, week or month of the calendar in which the person is now. */
  public Interval calendar(CalendarUnit unit, ZoneChoice zone) {
    if (unit != calendarUnit || !zone.equals(calendarZone)) {
      calendarInterval = unit.around(now, zone(zone));
      calendarUnit = unit;
      calendarZone = zone;
    }
    return calendarInterval;
  }

  /** Sets or, with null, unsets an attribute. */
  public void setAttribute(String name, Object value) {
    if (attributes().set(name, value)) {
      attributeChanged(name);
    }
  }

  /** Sets a consent. */
  public void setConsent(String medium, String consent) {
    if (attributes().setConsent(medium, consent)) {
      attributeChanged("consents");
    }
  }

  /** Says that a suppression was changed. */
  public void suppressionChanged() {
    attributesChanged = true;
  }

  private void attributeChanged(String name) {
    if (changedAttributes.isEmpty()) {
      changedAttributes = new LinkedHashSet<>();
    }
    changedAttributes.add(name);
    attributesChanged = true;
    if (name.equals(ZoneChoice.ATTRIBUTE)) {
      state.timezone = attributes().timezone();
      changed = true;
    }
    profileVariable = null;
    calendarUnit = null;
  }

  /** The names of attributes changed since the last call. */
  public Set<String> takeChangedAttributes() {
    Set<String> taken = changedAttributes;
    changedAttributes = Set.of();
    return taken;
  }

  /**
   * The variable {@code profile} of expressions: the attributes, {@code consents}, and {@code id}.
   */
  public Map<String, Object> profileVariable() {
    if (profileVariable == null) {
      Map<String, Object> variable = new HashMap<>(attributes().values());
      variable.put("consents", Map.copyOf(attributes().consents()));
      variable.put("id", profile);
      profileVariable = variable;
    }
    return profileVariable;
  }

  public byte[] context(String instance) {
    return store.context(instance);
  }

  /**
   * @param bytes null removes it
   */
  public void putContext(String instance, byte[] bytes) {
    store.putContext(instance, bytes);
  }

  /** Writes the attributes if they were changed. */
  public void writeAttributes() {
    if (attributesChanged) {
      store.putAttributes(attributes.toBytes());
    }
  }
}
