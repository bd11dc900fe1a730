/** What the components of a cluster have in common. */
import { App } from 'cdk8s';
import type { Findings } from '../../lib/cluster-file/findings';
import type { ClusterFile } from '../cluster-file';
import { DEFAULT_KUBERNETES } from '../kubernetes';
import { setMetadata } from '../metadata/of-app';
import { setNamespaces } from '../namespaces/of-app';
import { ChartMirrors } from '../registry/chart-mirrors';
import { ImageMirrors } from '../registry/image-mirrors';
import { Scheduling } from '../scheduling/scheduling';
import { type TempoConfig, withStorage } from '../tempo/config';
import { chartRepositories } from './chart-repositories';

export interface ClusterContext {
  readonly app: App;
  readonly config: ClusterFile;
  /** The part of Tempo, with its storage. */
  readonly settings: TempoConfig;
  readonly findings: Findings;
  /** The minor release of Kubernetes, given or the default: `1.34`. */
  readonly kubernetes: string;
  /** Where charts come from. */
  readonly mirrors: ChartMirrors;
  /** Where images come from. */
  readonly images: ImageMirrors;
  /** Where pods run. */
  readonly scheduling: Scheduling;
}

export function createContext(config: ClusterFile, findings: Findings): ClusterContext {
  const app = new App();
  const kubernetes = config.kubernetes?.version ?? DEFAULT_KUBERNETES;
  setMetadata(app, config.metadata);
  setNamespaces(app, config.namespaces, kubernetes);
  const readByArgoCd = config.gitops.helm === 'application';
  return {
    app,
    config,
    settings: withStorage(config.tempo, config.minio?.bundled),
    findings,
    kubernetes,
    mirrors: new ChartMirrors(config.registry, findings, { readByArgoCd, upstreams: chartRepositories }),
    images: new ImageMirrors(config.registry),
    scheduling: new Scheduling(config.scheduling, findings),
  };
}
