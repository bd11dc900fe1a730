/**
 * One Argo CD Application: the source of a component, and the component's manifests in this repository.
 *
 * Applications have no sync waves. Where argocd-cm gives Applications a health, the root would wait in a wave until Tempo is healthy,
 * and its fix, which is in an Application, would never be synced. Without that health, waves are two seconds apart.
 */
import type { ApiObjectMetadata, Chart } from 'cdk8s';
import { Application, type ApplicationSpec, type ApplicationSpecSources } from '../../imports/application-argoproj.io';
import { toYaml } from '../../lib/yaml/write';
import type { Delivery, DeliverySource } from '../component';
import { withoutScheme } from '../registry/chart-mirrors';
import type { Target } from './target';

/** Deleting an Application deletes its objects. Namespaces and claims have an annotation that keeps them. */
export const CASCADE = 'resources-finalizer.argocd.argoproj.io';

export interface ApplicationProps {
  readonly name: string;
  /** The namespace of Argo CD. */
  readonly namespace: string;
  readonly project: string;
  /** The annotation that tells the component; undefined if the name does. */
  readonly annotation?: Readonly<Record<string, string>>;
  readonly delivery: Delivery;
  /** The component's manifests in this repository. */
  readonly manifests: readonly ApplicationSpecSources[];
  readonly syncPolicy: ApplicationSpec['syncPolicy'];
  /** The cluster that the component goes to. */
  readonly target: Target;
}

export function addApplication(chart: Chart, props: ApplicationProps): void {
  const { name, namespace, project, delivery, manifests, syncPolicy, target } = props;
  const annotations = props.annotation ? { ...props.annotation, ...delivery.annotations } : delivery.annotations;
  const metadata: ApiObjectMetadata = { name, namespace, finalizers: [CASCADE], ...(annotations && { annotations }) };
  // Not by its name: V8 would make a hidden class for the children of every chart.
  new Application(chart, `application-${chart.node.children.length}`, {
    metadata,
    spec: {
      project,
      destination: { ...target, namespace: delivery.namespace },
      sources: [
        ...(delivery.older ? [sourceOf({ helm: delivery.older })] : []),
        ...(delivery.source ? [sourceOf(delivery.source)] : []),
        ...manifests,
      ],
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
    // A string, because cdk8s drops null from objects. Not `parameters`, because Argo CD replaces `${...}` in them with nothing.
    return { repoUrl: withoutScheme(repository), chart, targetRevision: version, helm: { releaseName, values: toYaml(values), skipCrds } };
  }
  const { repository, revision, path, images, patches, without = [] } = source.kustomize;
  return {
    repoUrl: repository,
    targetRevision: revision,
    path,
    kustomize: {
      images: [...images],
      patches: [
        ...without.map(({ apiVersion, kind, name }) => ({
          target: { version: apiVersion, kind, name },
          patch: toYaml({ $patch: 'delete', apiVersion, kind, metadata: { name } }),
        })),
        ...patches.map(({ target, operations }) => ({ target, patch: toYaml(operations) })),
      ],
    },
  };
}
