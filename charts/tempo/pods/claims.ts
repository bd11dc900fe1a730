/** The volumes of the StatefulSets of Tempo, by the values of its charts or as they are rendered. */
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, listAt, mapAt, textAt } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import { workloadName } from '../names/workloads';
import { distributedReleases } from '../releases';
import type { WithVolumes } from '../releases/volumes';
import type { Zone } from './zones';

/** The volumes of a StatefulSet. The API server refuses to change them. */
export interface Claims {
  /** The name of the StatefulSet. */
  readonly workload: string;
  readonly templates: readonly ClaimTemplate[];
  /** When Kubernetes deletes them: the fields of persistentVolumeClaimRetentionPolicy with Delete. */
  readonly deletedWhen: readonly string[];
}

export interface ClaimTemplate {
  /** `data` */
  readonly name: string;
  /** As a quantity of Kubernetes. */
  readonly size: string;
  /** Undefined for the default class of the cluster, empty for none. */
  readonly storageClass?: string;
  /** What else the values set in it; undefined if it is rendered, and has what the chart adds too. */
  readonly marks?: Readonly<Record<string, unknown>>;
}

/** Both charts use 10Gi if the values set no size. */
const DEFAULT_SIZE = '10Gi';

/** Of Tempo in one process. */
export function monolithicClaims(values: Values, workload: string): Claims {
  const persistence = mapAt(values, 'persistence');
  const { accessModes = ['ReadWriteOnce'], annotations = {}, selector = {} } = persistence;
  const template = {
    ...{ name: 'storage', size: textAt(persistence, 'size') ?? DEFAULT_SIZE, marks: { accessModes, annotations, selector } },
    // An empty text is a null in its template.
    storageClass: textAt(persistence, 'storageClassName') || undefined,
  };
  return { workload, templates: isTrueInTemplate(persistence.enabled) ? [template] : [], deletedWhen: [] };
}

/** Of ingesters. @param version of the chart @param zone the one that has this StatefulSet */
export const ingesterClaims = (values: Values, version: string, workload: string, zone?: Zone): Claims =>
  claimsOf({ values, version, workload, part: 'ingester', name: 'data', zone });

/** The metrics-generator may be a StatefulSet, and may have volumes then. */
export function generatorClaims(values: Values, version: string, fullname: string): Claims[] {
  const { kind, enabled } = mapAt(values, 'metricsGenerator');
  if (!isTrueInTemplate(enabled) || kind !== 'StatefulSet' || !distributedReleases.at(version).volumes.hasGeneratorSet) return [];
  const workload = workloadName('metricsGenerator', fullname);
  return [claimsOf({ values, version, workload, part: 'metricsGenerator', name: 'wal' })];
}

interface Part {
  readonly values: Values;
  readonly version: string;
  readonly workload: string;
  /** The key of its values. */
  readonly part: WithVolumes;
  readonly name: string;
  readonly zone?: Zone;
}

function claimsOf({ values, version, workload, part, name, zone }: Part): Claims {
  const { volumes } = distributedReleases.at(version);
  const own = mapAt(values, part);
  const persistence = mapAt(own, 'persistence');
  const { [part]: labelled = '' } = volumes.labelsOf;
  const storageClass =
    (volumes.readZoneClass && zone?.storageClass) ||
    textAt(persistence, 'storageClass') ||
    (volumes.readGlobalClass && textAt(values, 'global', 'storageClass')) ||
    undefined;
  const none = volumes.withoutClass.includes(part) ? '' : undefined;
  const template = {
    ...{ name, size: textAt(persistence, 'size') ?? DEFAULT_SIZE },
    marks: { annotations: mapAt(persistence, 'annotations'), labels: mapAt(values, labelled, 'persistence', 'labels') },
    storageClass: storageClass === '-' ? none : storageClass,
  };
  const policy = mapAt(own, 'persistentVolumeClaimRetentionPolicy');
  return {
    workload,
    templates: isTrueInTemplate(persistence.enabled) ? [template] : [],
    deletedWhen: volumes.withDeletion.includes(part) && isTrueInTemplate(policy.enabled) ? deletedWhen(policy) : [],
  };
}

const deletedWhen = (policy: unknown): string[] => ['whenDeleted', 'whenScaled'].filter((field) => at(policy, field) === 'Delete');

interface RenderedSet {
  readonly metadata: { readonly name: string };
  readonly spec?: unknown;
}

/** The volumes of a StatefulSet that is rendered. */
export const claimsInObject = ({ metadata: { name }, spec }: RenderedSet): Claims => ({
  workload: name,
  templates: listAt(spec, 'volumeClaimTemplates').map((template) => ({
    name: textAt(template, 'metadata', 'name') ?? '',
    size: textAt(template, 'spec', 'resources', 'requests', 'storage') ?? '',
    storageClass: textAt(template, 'spec', 'storageClassName'),
  })),
  deletedWhen: deletedWhen(at(spec, 'persistentVolumeClaimRetentionPolicy')),
});
