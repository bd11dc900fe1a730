/** What the components of a cluster have in common. */
import type { App } from 'cdk8s';
import type { Findings } from '../../lib/cluster-file/findings';
import type { ClusterFile } from '../cluster-file';
import type { ImageMirrors } from '../registry/image-mirrors';
import type { Scheduling } from '../scheduling/scheduling';
import type { TempoConfig } from '../tempo/config';

export interface ClusterContext {
  readonly app: App;
  readonly config: ClusterFile;
  /** The part of Tempo, with its storage. */
  readonly settings: TempoConfig;
  readonly findings: Findings;
  /** Where images come from. */
  readonly images: ImageMirrors;
  /** Where pods run. */
  readonly scheduling: Scheduling;
}
