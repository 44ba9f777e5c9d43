package dev.sojourn.journeys.definition;

import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.journeys.serial.ImmutableSerializer;
import dev.sojourn.journeys.serial.ImmutableTypeInformation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What every subtask is told of the definitions' log. */
public sealed interface DefinitionNews {
  TypeInformation<DefinitionNews> TYPE =
      new ImmutableTypeInformation<>(DefinitionNews.class, Serializer.INSTANCE);

  /** A version or a pointer has been published; it can be used. */
  record Published(DefinitionRecord definition) implements DefinitionNews {}

  /**
   * The log has been read up to this time.
   *
   * @param logTime by the partition clock, ms since the epoch
   */
  record TimeReached(long logTime) implements DefinitionNews {}

  /** A count is asked for; followed by {@link TimeReached} at its log time. */
  record Asked(CountQuestion question) implements DefinitionNews {}

  /** A business event was logged; followed by {@link TimeReached} at its log time. */
  record Happened(LoggedEvent event) implements DefinitionNews {}

  /** A record cannot be used; one subtask writes the letter. */
  record Refused(Output deadLetter) implements DefinitionNews {}

  /** From the definitions' intake to every subtask. */
  final class Serializer extends ImmutableSerializer<DefinitionNews> {
    private static final long serialVersionUID = 1L;
    static final Serializer INSTANCE = new Serializer();

    private static final byte PUBLISHED = 1;
    private static final byte TIME_REACHED = 2;
    private static final byte REFUSED = 3;
    private static final byte ASKED = 4;
    private static final byte ASKED_BY_STEPS = 5;
    private static final byte HAPPENED = 6;

    @Override
    public void serialize(DefinitionNews news, DataOutputView target) throws IOException {
      if (news instanceof Published published) {
        target.writeByte(PUBLISHED);
        writeBytes(DefinitionFormat.write(published.definition), target);
      } else if (news instanceof TimeReached reached) {
        target.writeByte(TIME_REACHED);
        target.writeLong(reached.logTime);
      } else if (news instanceof Refused refused) {
        target.writeByte(REFUSED);
        Output.serializer().serialize(refused.deadLetter, target);
      } else if (news instanceof Asked asked) {
        target.writeByte(asked.question.bySteps() ? ASKED_BY_STEPS : ASKED);
        write(asked.question, target);
      } else if (news instanceof Happened happened) {
        target.writeByte(HAPPENED);
        writeBytes(LoggedEventFormat.write(happened.event), target);
      }
    }

    private static void write(CountQuestion question, DataOutputView target) throws IOException {
      target.writeUTF(question.id());
      target.writeUTF(question.subject().name());
      target.writeUTF(question.name());
      target.writeInt(question.versions().size());
      for (int version : question.versions()) {
        target.writeInt(version);
      }
      target.writeLong(question.logTime());
    }

    private static CountQuestion readQuestion(DataInputView source, boolean bySteps)
        throws IOException {
      String id = source.readUTF();
      CountQuestion.Subject subject = CountQuestion.Subject.valueOf(source.readUTF());
      String name = source.readUTF();
      List<Integer> versions = new ArrayList<>();
      for (int left = source.readInt(); left > 0; left--) {
        versions.add(source.readInt());
      }
      return new CountQuestion(id, subject, name, versions, bySteps, source.readLong());
    }

    @Override
    public DefinitionNews deserialize(DataInputView source) throws IOException {
      byte kind = source.readByte();
      return switch (kind) {
        case PUBLISHED -> new Published(DefinitionFormat.read(readBytes(source)));
        case TIME_REACHED -> new TimeReached(source.readLong());
        case ASKED -> new Asked(readQuestion(source, false));
        case ASKED_BY_STEPS -> new Asked(readQuestion(source, true));
        case HAPPENED -> new Happened(LoggedEventFormat.read(readBytes(source)));
        case REFUSED -> new Refused(Output.serializer().deserialize(source));
        default -> throw new IOException("No news of definitions has kind " + kind + ".");
      };
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    /** Says that a savepoint's channels hold records written by this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DefinitionNews> {
      public Snapshot() {
        super(() -> INSTANCE);
      }
    }
  }
}
