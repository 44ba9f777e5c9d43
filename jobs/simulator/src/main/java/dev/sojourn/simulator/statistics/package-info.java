/**
 * What a simulation of many people came to, in numbers: collected person by person, in any order
 * and on many threads, and added up. No number depends on that order.
 */
package dev.sojourn.simulator.statistics;
