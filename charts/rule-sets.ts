/** The rules that synth applies to a cluster file. */
import { CLUSTER_FILE_RULES } from '../lib/cluster-file/rules';
import type { AcceptScope } from '../lib/findings/accept/accept';
import { ACCEPT_RULES } from '../lib/findings/accept/rules';
import type { RuleSet } from '../lib/findings/rules';
import { RELEASE_RULES } from '../lib/releases/rules';
import { CONFLICT_RULES } from '../synthesis/conflicts/rules';
import { FLEET_RULES } from '../synthesis/fleet/rules';
import { GITOPS_RULES, OUTPUT_RULES } from './argocd/rules';
import { BUCKET_RULES } from './bucket/rules';
import { COLLECTOR_RULES } from './collector/rules';
import { EMOJIVOTO_RULES } from './emojivoto/rules';
import { GRAFANA_RULES } from './grafana/rules';
import { LINKERD_RULES } from './linkerd/rules';
import { METADATA_RULES } from './metadata/rules';
import { MINIO_RULES } from './minio/rules';
import { MONITORING_RULES } from './monitoring/rules';
import { NETWORK_POLICY_RULES } from './network-policies/rules';
import { REGISTRY_RULES } from './registry/rules';
import { CLUSTER_RULES } from './rules';
import { SCHEDULING_RULES } from './scheduling/rules';
import { SENDERS_RULES } from './senders/rules';
import { CREDENTIALS_RULES } from './tempo/credentials/rules';
import { MIGRATION_RULES } from './tempo/migration/rules';
import { TEMPO_RULES } from './tempo/rules';
import { BACKENDS } from './tempo/storage/backends';
import { SUBCHART_RULES } from './tempo/subcharts/rules';
import { TRAEFIK_RULES } from './traefik/rules';

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
