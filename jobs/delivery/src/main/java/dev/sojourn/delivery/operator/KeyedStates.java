package dev.sojourn.delivery.operator;

import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;

/** Gives the state of the key at hand. */
interface KeyedStates {

  /** State with one value for the key. */
  <S extends State> S of(StateDescriptor<S, ?> descriptor) throws Exception;

  /** State with a value for each number within the key. */
  <S extends State> S of(StateDescriptor<S, ?> descriptor, long number) throws Exception;
}
