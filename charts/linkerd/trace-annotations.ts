/** The annotations of a pod by which the Jaeger extension configures its proxy, up to 2.18; without them, by its own arguments. */

/** `host:port` */
export const TRACE_COLLECTOR = 'config.linkerd.io/trace-collector';

/** `opencensus`, which is the default, or `opentelemetry` */
export const TRACE_PROTOCOL = 'config.linkerd.io/trace-collector-protocol';

/** The ServiceAccount of the collector, its identity in the mesh. */
export const TRACE_ACCOUNT = 'config.alpha.linkerd.io/trace-collector-service-account';
