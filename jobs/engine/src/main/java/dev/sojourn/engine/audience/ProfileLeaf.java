package dev.sojourn.engine.audience;

/** A leaf over the profile's attributes. */
sealed interface ProfileLeaf extends Leaf permits ConditionLeaf, DateLeaf {

  @Override
  default boolean holdsInitially() {
    return false;
  }
}
