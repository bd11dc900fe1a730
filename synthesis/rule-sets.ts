/** The rules that synth applies to a cluster file. */
import { GITOPS_RULES, OUTPUT_RULES } from '../charts/argocd/rules';
import { BUCKET_RULES } from '../charts/bucket/rules';
import { COLLECTOR_RULES } from '../charts/collector/rules';
import { EMOJIVOTO_RULES } from '../charts/emojivoto/rules';
import { GRAFANA_RULES } from '../charts/grafana/rules';
import { LINKERD_RULES } from '../charts/linkerd/rules';
import { METADATA_RULES } from '../charts/metadata/rules';
import { MINIO_RULES } from '../charts/minio/rules';
import { MONITORING_RULES } from '../charts/monitoring/rules';
import { NETWORK_POLICY_RULES } from '../charts/network-policies/rules';
import { REGISTRY_RULES } from '../charts/registry/rules';
import { CLUSTER_RULES } from '../charts/rules';
import { SCHEDULING_RULES } from '../charts/scheduling/rules';
import { SENDERS_RULES } from '../charts/senders/rules';
import { CREDENTIALS_RULES } from '../charts/tempo/credentials/rules';
import { MIGRATION_RULES } from '../charts/tempo/migration/rules';
import { TEMPO_RULES } from '../charts/tempo/rules';
import { BACKENDS } from '../charts/tempo/storage/backends';
import { SUBCHART_RULES } from '../charts/tempo/subcharts/rules';
import { TRAEFIK_RULES } from '../charts/traefik/rules';
import { CLUSTER_FILE_RULES } from '../lib/cluster-file/rules';
import type { AcceptScope } from '../lib/findings/accept/accept';
import { ACCEPT_RULES } from '../lib/findings/accept/rules';
import type { RuleSet } from '../lib/findings/rules';
import { RELEASE_RULES } from '../lib/releases/rules';
import { CONFLICT_RULES } from './conflicts/rules';
import { FLEET_RULES } from './fleet/rules';

export const SYNTH_RULES: readonly RuleSet[] = [
  ...[CLUSTER_FILE_RULES, RELEASE_RULES, CLUSTER_RULES, GITOPS_RULES, REGISTRY_RULES, METADATA_RULES, SCHEDULING_RULES, TEMPO_RULES],
  ...[MIGRATION_RULES, SUBCHART_RULES],
  ...Object.values(BACKENDS).map(({ rules }) => rules),
  ...[
    CREDENTIALS_RULES,
    MINIO_RULES,
    BUCKET_RULES,
    COLLECTOR_RULES,
    TRAEFIK_RULES,
    LINKERD_RULES,
    GRAFANA_RULES,
    EMOJIVOTO_RULES,
    MONITORING_RULES,
    SENDERS_RULES,
    NETWORK_POLICY_RULES,
    FLEET_RULES,
    CONFLICT_RULES,
    OUTPUT_RULES,
    ACCEPT_RULES,
  ],
];

/** Whether synth applies the rules of this topic; otherwise verify does. */
export const isOfSynth = (topic: string): boolean => SYNTH_RULES.some((rules) => rules.topic === topic);

/** The topics whose rules need more than one cluster file. Their acceptances are checked with them. */
const LATER: readonly string[] = [CONFLICT_RULES, OUTPUT_RULES].map(({ topic }) => topic);

/** The acceptances that synth checks for a cluster file alone. */
export const SYNTH_SCOPE: AcceptScope = { rules: SYNTH_RULES, reports: (topic) => isOfSynth(topic) && !LATER.includes(topic) };
