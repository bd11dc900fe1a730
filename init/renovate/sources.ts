/** Where Renovate finds the releases of each pin of the cluster file. */
import { collectorReleases, REPOSITORY } from '../../charts/collector/releases';
import { distributedReleases, monolithicReleases } from '../../charts/tempo/releases';
import { REPOSITORY as TRAEFIK_REPOSITORY, traefikReleases } from '../../charts/traefik/releases';
import { vultureReleases } from '../../charts/vulture/releases';

/** Templates of a custom manager of Renovate. */
export interface Source {
  readonly depNameTemplate: string;
  readonly datasourceTemplate: 'helm' | 'docker' | 'github-tags';
  readonly packageNameTemplate?: string;
  /** Only the repository of the newest release: all releases after a move are there. */
  readonly registryUrlTemplate?: string;
  /** Which part of a tag is the version, as the cluster file has it. */
  readonly extractVersionTemplate?: string;
  /** `loose` compares versions of two and of three numbers; `helm` is for charts in a registry of images. */
  readonly versioningTemplate?: 'loose' | 'helm';
}

const chart = ({ name, repository }: { readonly name: string; readonly repository: string }): Source => ({
  depNameTemplate: name,
  datasourceTemplate: 'helm',
  registryUrlTemplate: repository,
});

/** @param tag a regular expression with the group `version` */
const tags = (depNameTemplate: string, packageNameTemplate: string, tag: string): Source => ({
  ...{ depNameTemplate, datasourceTemplate: 'github-tags', packageNameTemplate },
  ...{ extractVersionTemplate: `^${tag}$`, versioningTemplate: 'loose' },
});

const MINOR = '(?<version>\\d+\\.\\d+)';

/** By the key of the cluster file. Minors stand for their patches where a table lists minors. */
export const SOURCES: Readonly<Record<string, Source>> = {
  'tempo.chart': chart({ name: distributedReleases.name, repository: distributedReleases.at(distributedReleases.newest).repository }),
  'tempo.monolithic': chart({ name: monolithicReleases.name, repository: monolithicReleases.at(monolithicReleases.newest).repository }),
  'traefik.chart': chart({ name: traefikReleases.name, repository: TRAEFIK_REPOSITORY }),
  'traefik.k3s': tags('k3s', 'k3s-io/k3s', 'v(?<version>\\d+\\.\\d+\\.\\d+)\\+k3s\\d+'),
  // stable-2.14.10 was the last with packages; since then, a release such as 2.20 is the tag version-2.20.
  'linkerd.version': tags('linkerd', 'linkerd/linkerd2', `(?:stable|version)-(?<version>\\d+\\.\\d+(?:\\.\\d+)?)`),
  'collector.chart': chart({ name: collectorReleases.name, repository: REPOSITORY }),
  'vulture.chart': chart({ name: vultureReleases.name, repository: vultureReleases.at(vultureReleases.newest).repository }),
  'gitops.argocd': tags('argo-cd', 'argoproj/argo-cd', `v${MINOR}\\.\\d+`),
  'tempo.credentials.externalSecret.operator': tags('external-secrets', 'external-secrets/external-secrets', `v${MINOR}\\.\\d+`),
};
