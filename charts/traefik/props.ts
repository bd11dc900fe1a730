/** What Traefik takes from the cluster file and from the other components. */
import type { Findings } from '../../lib/cluster-file/findings';
import type { GatewayRoute } from '../gateway-api';
import type { ImageMirrors } from '../registry/image-mirrors';
import type { Scheduling } from '../scheduling/scheduling';
import type { TraefikConfig } from './config';
import type { SpanEndpoints } from './exporter';

export interface TraefikProps {
  readonly config: TraefikConfig;
  readonly findings: Findings;
  readonly spans: SpanEndpoints;
  /** The applications behind Traefik that read trace context only from B3 headers. */
  readonly b3Only: readonly string[];
  /** Whether log lines must link to traces. */
  readonly logsLeadToTraces: boolean;
  /** Whether no other component creates its namespace. */
  readonly createsNamespace: boolean;
  /** Whether the cluster file decides about Pod Security in its namespace. */
  readonly isInStack: boolean;
  /** Where its image comes from. */
  readonly images: ImageMirrors;
  /** The route of the demo at its Gateway; undefined without one. */
  readonly route?: GatewayRoute;
  /** Where its pods run, if this stack installs it. */
  readonly scheduling: Scheduling;
  /** The repository of its chart, or the mirror of it. */
  readonly chartRepository: () => string;
  /** Whether pods in its namespace join the mesh by default. */
  readonly isInMesh: boolean;
  /** The version of Kubernetes: `1.34`. */
  readonly kubernetes: string;
  /** The labels of its ServiceMonitor; undefined for none. */
  readonly monitorLabels?: Readonly<Record<string, string>>;
}
