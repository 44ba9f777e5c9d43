package dev.sojourn.engine.error;

/**
 * What can be wrong with what the engine is given. The code stands in dead letters, journey steps,
 * metrics and messages alike.
 */
public enum ErrorCode {
  /** An event, update or request without an id, a type or another field it cannot do without. */
  FIELD_MISSING("field-missing", Category.INPUT),
  /** The event that starts an instance is larger than an instance's context may be (E10). */
  EVENT_TOO_LARGE("event-too-large", Category.INPUT),
  /** An update would make the profile's attributes larger than they may be. */
  PROFILE_TOO_LARGE("profile-too-large", Category.INPUT),
  /**
   * A value of a kind that cannot be used where it stands, such as a consent other than in, out or
   * unknown.
   */
  VALUE_INVALID("value-invalid", Category.INPUT),
  /** A command or entry request names a journey, a version or a kind that does not exist. */
  REFERENCE_UNKNOWN("reference-unknown", Category.INPUT),
  /** A profile has more instances than it may have. */
  TOO_MANY_INSTANCES("too-many-instances", Category.INPUT),
  /** More business events in an hour than the directory takes in (E5). */
  TOO_MANY_EVENTS("too-many-events", Category.INPUT),
  /** A condition could not be evaluated for a reason other than a missing value (S5). */
  CONDITION_ERROR("condition-error", Category.DEFINITION),
  /** A chain of events, each emitted because of the one before, was longer than it may be (S12). */
  TOO_MANY_HOPS("too-many-hops", Category.DEFINITION),

  /** A chain of steps without waiting was longer than it may be (S1). */
  RUNAWAY("runaway", Category.DEFINITION),
  /**
   * A step of an instance failed in a way that nobody foresaw; the instance was ended, everything
   * else goes on.
   */
  INSTANCE_FAILED("instance-failed", Category.DEFINITION),
  /** A document that reached a job although it should not have been published. */
  DEFINITION_INVALID("definition-invalid", Category.DEFINITION),
  /**
   * A migration that went live and moves nobody: its versions do not fit, or its aim is not live.
   */
  MIGRATION_REFUSED("migration-refused", Category.DEFINITION);

  /** Whose fault it is, and so who can mend it. */
  public enum Category {
    INPUT,
    DEFINITION,
    PROVIDER,
    CONFIGURATION;

    /** The category as it stands in dead letters and metrics. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final String code;
  private final Category category;

  ErrorCode(String code, Category category) {
    this.code = code;
    this.category = category;
  }

  /** The code as it stands in dead letters, steps and metrics. */
  public String code() {
    return code;
  }

  public Category category() {
    return category;
  }
}
