/** One Argo CD Application: a component's source, and this repository's manifests that belong to it. */
import type { ApiObjectMetadata, Chart } from 'cdk8s';
import { Application, type ApplicationSpec, type ApplicationSpecSources } from '../../imports/application-argoproj.io';
import { toYaml } from '../../lib/yaml/write';
import { type Delivery, type DeliverySource, wave } from '../component';
import type { Target } from './target';

/** Everything in an Application goes with it; Namespaces and claims are kept by their own annotation. */
const CASCADE = 'resources-finalizer.argocd.argoproj.io';

export interface ApplicationProps {
  readonly name: string;
  /** The namespace of Argo CD. */
  readonly namespace: string;
  readonly project: string;
  readonly delivery: Delivery;
  /** This repository's manifests of the component. */
  readonly manifests: readonly ApplicationSpecSources[];
  readonly syncPolicy: ApplicationSpec['syncPolicy'];
  /** The cluster that the component goes to. */
  readonly target: Target;
}

export function addApplication(chart: Chart, props: ApplicationProps): void {
  const { name, namespace, project, delivery, manifests, syncPolicy, target } = props;
  const metadata: ApiObjectMetadata = { name, namespace, annotations: wave(delivery.wave), finalizers: [CASCADE] };
  new Application(chart, name, {
    metadata,
    spec: {
      project,
      destination: { ...target, namespace: delivery.namespace },
      sources: [...(delivery.source ? [sourceOf(delivery.source)] : []), ...manifests],
      syncPolicy,
      ignoreDifferences: delivery.filledIn?.map(({ kind, name: object, jqPath }) => {
        const [group, shortKind] = kind.split('/') as [string, string];
        return { group, kind: shortKind, name: object, jqPathExpressions: [jqPath] };
      }),
    },
  });
}

function sourceOf(source: DeliverySource): ApplicationSpecSources {
  if ('helm' in source) {
    const { repository, chart, version, releaseName, values, skipCrds } = source.helm;
    // A string, because cdk8s drops null from objects; never `parameters`, in which Argo CD empties `${...}`.
    return { repoUrl: repository, chart, targetRevision: version, helm: { releaseName, values: toYaml(values), skipCrds } };
  }
  const { repository, revision, path, images, patches } = source.kustomize;
  return {
    repoUrl: repository,
    targetRevision: revision,
    path,
    kustomize: {
      images: [...images],
      patches: patches.map(({ target, operations }) => ({ target, patch: toYaml(operations) })),
    },
  };
}
