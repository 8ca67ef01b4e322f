package dev.kontor.discovery.node;

import dev.kontor.discovery.routing.BucketView;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.wire.id.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node as people look at it. `observed` is the address under which others see us.
public record NodeView(
        NodeId id,
        Membership membership,
        @Nullable NodeAddress observed,
        List<BucketView> buckets,
        int records,
        int strangersRecords,
        List<KeptRecord> nearestRecords,
        List<Standing> publications,
        int lookups) {}
