package dev.sojourn.delivery.operator;

import dev.sojourn.delivery.definition.LiveDefinitions;
import dev.sojourn.schemas.codec.RecordDecoder;
import java.time.Duration;

/**
 * What the channels of one subtask share.
 *
 * @param concurrency attempts under way at once, where a channel's document does not say
 * @param patience for how long a request waits for a definition that is not known
 */
record ChannelServices(
    LiveDefinitions definitions,
    Connectors connectors,
    Messages messages,
    Reports reports,
    RecordDecoder decoder,
    ChannelMetrics.All metrics,
    int concurrency,
    Duration patience) {}
