package dev.sojourn.journeys.directory;

import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.directory.Run;
import dev.sojourn.engine.signal.Command;
import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import dev.sojourn.engine.value.Packed;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a run has come, as it is stored: the format (1 byte); the run's id, topic, beginning and
 * pace; its legs, each with index, kind and arguments of the order, and the buckets that are done
 * as a bit set; the leg at hand; the buckets that are begun, each with the last profile asked; from
 * format 2 on, how many were asked.
 *
 * <p>Of a walk that is over nobody is asked any more, so the properties of its business event are
 * left out; another subtask that is not done has them.
 */
final class WalkFormat {
  private static final int FORMAT = 2;

  /** An order of earlier builds: to count stays, which is done otherwise now. */
  private static final String COUNT = "count";

  private static final String NO_PROPERTIES = Packed.pack(Map.of());

  private WalkFormat() {}

  static byte[] write(Walk walk) {
    ByteWriter out = new ByteWriter(1_024);
    out.u8(FORMAT);
    out.text(walk.run.id());
    out.text(walk.run.topic());
    out.zigzag(walk.run.startedAt());
    out.varint(walk.run.pace());
    out.varint(walk.run.legs().size());
    for (int i = 0; i < walk.run.legs().size(); i++) {
      Run.Leg leg = walk.run.legs().get(i);
      out.text(leg.index());
      Order order = walk.isOver() ? withoutProperties(leg.order()) : leg.order();
      out.text(order.kind());
      out.varint(order.arguments().size());
      order
          .arguments()
          .forEach(
              (name, value) -> {
                out.text(name);
                out.text(value);
              });
      byte[] done = walk.done.get(i).toByteArray();
      out.varint(done.length);
      out.raw(done, 0, done.length);
    }
    out.varint(walk.leg);
    out.varint(walk.cursors.size());
    walk.cursors.forEach(
        (bucket, profile) -> {
          out.varint(bucket);
          out.text(profile);
        });
    out.varint(walk.told());
    return out.toBytes();
  }

  private static Order withoutProperties(Order order) {
    return order instanceof Order.Business of
        ? new Order.Business(of.journey(), of.version(), of.type(), of.event(), NO_PROPERTIES)
        : order;
  }

  /**
   * @return empty for a run that is not known any more, and is not missed
   * @throws IllegalStateException if the bytes are not of a format that this build knows
   */
  static Optional<Walk> read(byte[] stored) {
    ByteReader in = new ByteReader(stored);
    int format = in.u8();
    if (format < 1 || format > FORMAT) {
      throw new IllegalStateException(
          "A run has format %d; this build reads up to %d. Restore with a newer build."
              .formatted(format, FORMAT));
    }
    String id = in.text();
    String topic = in.text();
    long startedAt = in.zigzag();
    int pace = in.int32();
    List<Run.Leg> legs = new ArrayList<>();
    List<BitSet> done = new ArrayList<>();
    int count = in.count();
    for (int i = 0; i < count; i++) {
      String index = in.text();
      Command order = order(id, in);
      if (order.kind().equals(COUNT)) {
        return Optional.empty();
      }
      legs.add(
          new Run.Leg(
              index,
              Order.of(order)
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "stored bytes are broken: order " + order.kind()))));
      done.add(BitSet.valueOf(in.raw(in.count())));
    }
    int leg = in.int32();
    Map<Integer, String> cursors = new TreeMap<>();
    count = in.count();
    for (int i = 0; i < count; i++) {
      cursors.put(in.int32(), in.text());
    }
    long told = format >= 2 ? in.varint() : 0;
    return Optional.of(
        new Walk(new Run(id, topic, startedAt, pace, legs), done, leg, cursors, told));
  }

  private static Command order(String run, ByteReader in) {
    String kind = in.text();
    Map<String, String> arguments = new LinkedHashMap<>();
    int count = in.count();
    for (int i = 0; i < count; i++) {
      arguments.put(in.text(), in.text());
    }
    return new Command("", run, kind, arguments);
  }

  /**
   * One walk from what several subtasks have stored of the same run: done is what any has done. The
   * leg is the earliest: what is done of it and of later ones is not done again; the subtask that
   * is at it has the orders whole. Should they be of several runs about the same matter, the latest
   * is the one.
   */
  static Walk merge(List<Walk> all) {
    Run latest =
        all.stream().map(part -> part.run).max(Comparator.comparingLong(Run::startedAt)).get();
    List<Walk> parts = all.stream().filter(part -> part.run.id().equals(latest.id())).toList();
    Run run = parts.stream().min(Comparator.comparingInt(part -> part.leg)).get().run;
    List<BitSet> done = new ArrayList<>();
    for (int i = 0; i < run.legs().size(); i++) {
      BitSet ofLeg = new BitSet();
      for (Walk part : parts) {
        ofLeg.or(part.done.get(i));
      }
      done.add(ofLeg);
    }
    int leg = parts.stream().mapToInt(part -> part.leg).min().orElse(0);
    Map<Integer, String> cursors = new TreeMap<>();
    for (Walk part : parts) {
      if (part.leg == leg) {
        cursors.putAll(part.cursors);
      }
    }
    long told = parts.stream().mapToLong(Walk::told).sum();
    return new Walk(run, done, leg, cursors, told);
  }
}
