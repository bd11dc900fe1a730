/** Components of the collector that got another name, by version. The old name stays as an alias, which its log calls deprecated. */

export interface Renamed {
  /** The first version that knows the new name, or may know it. */
  readonly since: string;
  /** The name before. */
  readonly before: string;
}

/**
 * By `kind/type` with the new name. The alias goes in a future version, which is not announced yet (exporter/otlpexporter and
 * exporter/otlphttpexporter of the collector, README.md and metadata.yaml).
 */
export const RENAMED: Readonly<Record<string, Renamed>> = {
  'exporters/otlp_grpc': { since: '0.144.0', before: 'otlp' },
  'exporters/otlp_http': { since: '0.144.0', before: 'otlphttp' },
  // exporter/loadbalancingexporter of contrib: 0.152.0 does not know it, and 0.157.0 does. Those between are not judged.
  'exporters/load_balancing': { since: '0.153.0', before: 'loadbalancing' },
};
