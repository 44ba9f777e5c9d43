/**
 * What the product promises, tried on the product itself: real processes started as a user starts
 * them, real clients from outside, real servers at the end of the channels. Each test is bounded;
 * what takes minutes in full length has a short form by default and a system property for the rest.
 */
package dev.sojourn.systemtest;
