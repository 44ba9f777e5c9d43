package dev.sojourn.engine.directory;

import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.profile.Instance;
import java.util.HexFormat;

/** The names of the directory's indexes. Part of what is stored: never change. */
public final class Index {
  /** Everybody who was ever seen. */
  public static final String PEOPLE = "people";

  private Index() {}

  /** The members of an audience. */
  public static String audience(String name) {
    return audience(Hashes.hash48(name));
  }

  /**
   * The members of an audience.
   *
   * @param hash of its name, by which people's states know it
   */
  public static String audience(long hash) {
    return "audience/" + HexFormat.of().toHexDigits(hash, 12);
  }

  /** The stays in a version of a journey; those of tests and dry runs are not among them. */
  public static String journey(String name, int version) {
    return "journey/" + name + "/" + version;
  }

  /** Whether a person may have several entries in an index, told apart by the stays' ids. */
  public static boolean isOfStays(String index) {
    return index.startsWith("journey/") || index.startsWith("trial/");
  }

  /** The index in which a stay has its place. */
  public static String of(Instance instance) {
    return instance.trial
        ? "trial/" + instance.journey + "/" + instance.version
        : journey(instance.journey, instance.version);
  }
}
