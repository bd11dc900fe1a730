/** One tier of the collector: a release of its chart, in an Application of its own. */
import type { Construct } from 'constructs';
import type { Findings } from '../../lib/cluster-file/findings';
import type { Release } from '../../lib/releases/table';
import { type Path, textAt } from '../../lib/yaml/parsed';
import { Component, type Rendered } from '../component';
import { withDefaults } from '../helm-values/merge-values';
import { ofOneKind } from '../helm-values/selecting-labels';
import { checkSwitches } from '../helm-values/switches';
import { turnedOnKinds } from '../helm-values/turned-on-kinds';
import { type ReservedValues, withUserValues } from '../helm-values/user-values';
import { labelsOfMonitor } from '../metadata/monitor-labels';
import { metadataOf } from '../metadata/of-app';
import { withOptional } from '../metadata/optional';
import { warnOfLabelsTwice } from '../metadata/twice';
import { unreachedIn } from '../metadata/unreached';
import { isOffIn, metadataValues } from '../metadata/values';
import { DEFAULT_SECCOMP, NO_PRIVILEGES, restrictedValues } from '../namespaces/restricted';
import { checkRegistryValues } from '../registry/check';
import type { ImageMirrors } from '../registry/image-mirrors';
import { IMAGE_REPOSITORY } from '../registry/own-images';
import type { Scheduling } from '../scheduling/scheduling';
import { checkConfiguration } from './configuration/own-configuration';
import { checkPresets, makesRole } from './configuration/presets';
import { withoutDefaults } from './own-values/defaults';
import { checkObjects } from './own-values/own-objects';
import { checkPod } from './own-values/own-pod';
import { checkValueTypes } from './own-values/own-value-types';
import { CHART, type CollectorRelease, MONITOR_LABELS, OPTIONAL_KINDS, REPOSITORY, ROLES } from './releases';
import {
  clusterDns,
  defaultValues,
  discoveringPipelines,
  FLAGS,
  fixedValues,
  monitoredPort,
  type TierProps,
  UNORDERED,
  VARIABLES,
} from './values';

export interface CollectorTierProps extends TierProps {
  /** The name of its Application: `collector`. */
  readonly component: string;
  readonly release: Release<CollectorRelease>;
  readonly namespace: string;
  readonly createsNamespace: boolean;
  readonly userValues: Readonly<Record<string, unknown>>;
  /** The key of the user's values. */
  readonly key: Path;
  readonly reserved: ReservedValues;
  readonly images: ImageMirrors;
  readonly scheduling: Scheduling;
  readonly findings: Findings;
}

/** With which its pods comply with `restricted`, in every release. The user is that of the image. */
const RESTRICTED = {
  podSecurityContext: DEFAULT_SECCOMP,
  securityContext: { ...NO_PRIVILEGES, runAsNonRoot: true, runAsUser: 10001 },
};

const PARTS = ['serviceMonitor', 'podMonitor', 'prometheusRule', 'ingress', 'networkPolicy'].map((below) => ({ below }));

export class CollectorTier extends Component {
  constructor(scope: Construct, props: CollectorTierProps) {
    super(scope, props.component);
    const { release, namespace, name, images, findings } = props;
    if (props.createsNamespace) this.addNamespace(namespace);
    this.podNamespaces = [namespace];
    const values = withUserValues(fixedValues(this.withOwnLabels(props)), props.userValues, () => ({
      selecting: ofOneKind(['podLabels', 'additionalLabels'], CHART, name, { component: undefined }),
      ...{ key: props.key, reserved: props.reserved, flags: FLAGS, variables: VARIABLES, findings },
      unordered: UNORDERED,
      isTyped: true,
    }));
    const isOff = (path: string) => isOffIn(values, PARTS, path) || (path.startsWith('clusterRole.') && !props.readsPods);
    const exists = (kind: string) => props.readsPods || !ROLES.some((role) => role.kind === kind);
    this.unreached = [unreachedIn(`${CHART} ${release.version}`, withOptional(release.unreached, release.optionalObjects, values), exists)];
    const placed = props.scheduling.values({
      chart: `${CHART} ${release.version}`,
      pods: [{ pods: `Deployment ${name}`, path: [] }],
      user: { values: props.userValues, key: props.key },
    });
    const ofStack = [
      ...metadataValues(metadataOf(this), () => [release.metadata], isOff),
      ...restrictedValues(this, namespace, RESTRICTED),
    ];
    const defaults = [
      ...defaultValues(props, images),
      ...monitoredPort(props.userValues),
      ...clusterDns(props.userValues),
      ...discoveringPipelines(props.userValues),
      ...ofStack,
      ...placed,
    ];
    const all = withoutDefaults(withDefaults(values, defaults));
    const own = { user: props.userValues, key: props.key, all, release, findings };
    checkValueTypes({ ...own, reserved: props.reserved.map(([path]) => path) });
    checkPresets(props.key, all, findings);
    checkConfiguration({ ...own, images, hasRole: props.readsPods, isMonitored: props.monitorLabels !== undefined });
    checkPod({ ...own, receivers: props.receivers });
    checkObjects(own);
    checkSwitches({
      ...release.switches,
      ...{ values: props.userValues, key: props.key, all, findings },
      chart: `${CHART} ${release.version}`,
    });
    checkRegistryValues({ values: props.userValues, key: props.key, all, defaults, places: IMAGE_REPOSITORY, images, findings });
    this.delivery = {
      namespace,
      source: { helm: { repository: REPOSITORY, chart: CHART, version: release.version, releaseName: name, values: all } },
      rendered: renderedBy(props),
    };
  }

  private withOwnLabels(props: CollectorTierProps): CollectorTierProps {
    const { monitorLabels, release, findings } = props;
    const chart = `${CHART} ${release.version}`;
    const { metadata } = release;
    const user = { values: props.userValues, key: props.key, chart, metadata };
    warnOfLabelsTwice(this, { ...user, all: metadata.all, monitorLabels }, findings);
    if (!monitorLabels) return props;
    const monitor = { chart, path: MONITOR_LABELS, metadata };
    return { ...props, monitorLabels: labelsOfMonitor(this, monitorLabels, monitor, findings) };
  }
}

/** The attributes of pods are read by a ClusterRole, and so is what presets of the user's own values ask for. */
const renderedBy = ({ release, name, readsPods, userValues }: CollectorTierProps): Rendered => ({
  namespaced: [...release.namespaced, ...turnedOnKinds(userValues, OPTIONAL_KINDS)],
  ...((readsPods || makesRole(userValues)) && {
    cluster: ROLES.map(({ kind, at: path }) => ({
      kind: `rbac.authorization.k8s.io/${kind}`,
      name: textAt(userValues, ...path.split('.')) || name,
    })),
  }),
});
