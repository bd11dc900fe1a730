/** What the StatefulSets of tempo-distributed make of the values for their volumes, by release (their volumeClaimTemplates). */

/** The microservices with values for volumes. */
export type WithVolumes = 'ingester' | 'metricsGenerator';

export interface VolumeFacts {
  readonly volumes: {
    /** Whether a value makes the metrics-generator a StatefulSet, which may have volumes; otherwise it is a Deployment. */
    readonly hasGeneratorSet: boolean;
    /** Whether volumes without a class of their own have that of `global.storageClass`. */
    readonly readGlobalClass: boolean;
    /** Whether the volumes of each zone may have a class of their own. */
    readonly readZoneClass: boolean;
    /** Those for which the class `-` means none. For the others it means the default class. */
    readonly withoutClass: readonly WithVolumes[];
    /** The microservice whose labels the volumes of each have. */
    readonly labelsOf: Readonly<Partial<Record<WithVolumes, WithVolumes>>>;
    /** Those with a value for persistentVolumeClaimRetentionPolicy. */
    readonly withDeletion: readonly WithVolumes[];
  };
}

type Volumes = VolumeFacts['volumes'];

export const FIRST_VOLUMES: Volumes = {
  hasGeneratorSet: false,
  readGlobalClass: false,
  readZoneClass: false,
  withoutClass: ['ingester', 'metricsGenerator'],
  labelsOf: {},
  withDeletion: [],
};
const WITH_GENERATOR: Volumes = { ...FIRST_VOLUMES, hasGeneratorSet: true };
const DELETED: Volumes = { ...WITH_GENERATOR, withDeletion: ['ingester'] };
const ALL_DELETED: Volumes = { ...DELETED, withDeletion: ['ingester', 'metricsGenerator'] };
// It renders nothing behind storageClassName.
const GLOBAL_CLASS: Volumes = { ...ALL_DELETED, readGlobalClass: true, withoutClass: [] };
const LABELLED: Volumes = { ...GLOBAL_CLASS, labelsOf: { ingester: 'ingester', metricsGenerator: 'ingester' } };
const IN_ZONES: Volumes = { ...LABELLED, readZoneClass: true, withoutClass: ['ingester'] };
const OWN_LABELS: Volumes = { ...IN_ZONES, labelsOf: { ingester: 'ingester', metricsGenerator: 'metricsGenerator' } };

export const DISTRIBUTED_VOLUMES: readonly (readonly [since: string, facts: VolumeFacts])[] = [
  ['1.8.4', { volumes: WITH_GENERATOR }],
  ['1.24.0', { volumes: DELETED }],
  ['1.28.0', { volumes: ALL_DELETED }],
  ['1.28.1', { volumes: GLOBAL_CLASS }],
  ['1.38.0', { volumes: LABELLED }],
  ['1.57.1', { volumes: IN_ZONES }],
  ['2.25.3', { volumes: OWN_LABELS }],
];
