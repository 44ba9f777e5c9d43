/** Where the CPU time of a job goes: samples of its threads' stacks, and their shares by layer. */
package dev.sojourn.benchmark.cpu;
