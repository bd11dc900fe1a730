/** Checks Tempo's part of the cluster file against the release. */
import type { Findings } from '../../lib/cluster-file/findings';
import { keyOf } from '../../lib/cluster-file/findings';
import { listed } from '../../lib/findings/listed';
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, textAt } from '../../lib/yaml/parsed';
import { CLUSTER_DOMAIN } from '../component';
import type { Checked } from './check/checked';
import { pinnedRelease, settingsOf, type TempoConfig, valuesKeyOf } from './config';
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY, VARIABLES } from './credentials/secret';
import { checkKafka, usesKafka } from './kafka/check';
import { checkGenerator } from './metrics-generator/check';
import { checkSets } from './names/names';
import { checkCaches } from './own-values/caches';
import { checkHostIngresses, checkIngress } from './own-values/ingress';
import { checkTenantLimits } from './own-values/tenant-limits';
import { cachesOf, runsTempoQuery } from './pods/labels';
import { checkDefaultReceivers } from './receivers/default-receivers';
import { checkReceiverOptions } from './receivers/options/check';
import { removedReceiver } from './receivers/removed-receiver';
import { type DistributedRelease, distributedReleases, type TempoRelease } from './releases';
import { TEMPO_RULES } from './rules';
import { checkSize } from './size/check';
import { checkIngesters } from './size/ingesters';
import { KEY_VARIABLE } from './storage/azure/setup';
import { isDisk } from './storage/backend';
import { workloadsOf } from './values';

const hasMinio = ({ minio }: DistributedRelease): boolean => minio !== undefined;

/** @param distributed the same release, if it is one of tempo-distributed */
export function checkTempo(config: TempoConfig, release: TempoRelease, findings: Findings, distributed?: DistributedRelease): void {
  const { key, version } = pinnedRelease(config);
  const checked = { config, findings, chart: `${findings.where(key)} ${version}`, version, distributed };
  checkReceivers(checked, release);
  checkReceiverOptions(checked, release);
  checkKafka(checked, release);
  checkLogging(checked);
  checkSize(checked);
  if (distributed) {
    checkWorkloads(checked, distributed);
    checkIngesters(checked);
    checkSwitches(checked, distributed);
    checkGateway(checked, distributed);
    checkCaches(checked, distributed);
    checkIngress(checked, distributed);
    checkHostIngresses(checked, distributed);
    checkSecretKeys(checked, distributed);
    checkDomain(checked);
    checkSets(config, [...workloadsOf(config, distributed), ...cachesOf(config.values, distributed)], findings);
  } else {
    checkDefaultReceivers(checked, release);
    checkSingle(checked, release);
  }
  checkTenantLimits(checked, release);
  checkGenerator(checked, release);
  if (config.bundledMinio) checkBundledMinio(checked);
  checkPersistence(checked);
}

function checkReceivers({ config, findings }: Checked, release: TempoRelease): void {
  config.receivers.forEach((name, index) => {
    const removed = removedReceiver(name, release, config);
    if (!removed) return;
    const { tempo, chart, key, version, last } = removed;
    const older = last === undefined ? '' : `, or pin ${chart === undefined ? keyOf(key) : 'chart'} ${last} or older`;
    findings.error(
      ['tempo', 'receivers', index],
      TEMPO_RULES.says(
        'receiver-removed',
        `${name} was removed from Tempo in ${tempo}${chart === undefined ? '' : ` (chart ${chart})`}, and ${findings.where(key)} is ${version}`,
        `remove it${older}`,
      ),
    );
  });
}

function checkLogging({ config, findings, chart, distributed }: Checked): void {
  if (distributed || !config.logReceivedSpans) return;
  findings.errorAtKey(
    ['tempo', 'logReceivedSpans'],
    TEMPO_RULES.says('no-distributor', `has no effect: ${chart} has no values for the distributor`, 'remove it, or use tempo.chart'),
  );
}

/** Checks that the user's own values do not turn off a microservice that the release needs. */
function checkWorkloads({ config, findings, chart }: Checked, { workloads, optional }: DistributedRelease): void {
  for (const workload of workloads) {
    const { enabled, replicas } = settingsOf(config, workload);
    const says = (rule: 'workload-off' | 'workload-without-replicas', value: string, fix: string) =>
      TEMPO_RULES.says(rule, `${value} leaves traces unread or unwritten: ${chart} needs its ${workload}`, fix);
    if (enabled === false && !optional.some(({ enabledBy }) => enabledBy === workload))
      findings.error(['tempo', 'values', workload, 'enabled'], says('workload-off', 'false', 'remove it'));
    if (replicas === 0) findings.error(['tempo', 'values', workload, 'replicas'], says('workload-without-replicas', '0', 'use 1 or more'));
  }
}

/** The chart tempo has one process, with tempo-query beside it if values turn it on. */
function checkSingle({ config: { values }, findings, chart }: Checked, release: TempoRelease): void {
  const replicas = Number(textAt(values, 'replicas') ?? 1);
  const says = (rule: 'workload-without-replicas' | 'several-processes', problem: string, fix: string) =>
    findings.error(['tempo', 'values', 'replicas'], TEMPO_RULES.says(rule, problem, fix));
  if (replicas === 0)
    says('workload-without-replicas', `0 leaves traces unread and unwritten: ${chart} runs Tempo as one process`, 'use 1');
  if (replicas > 1) {
    const problem = `the ${replicas} pods of ${chart} do not know each other, so each query finds only a part of the traces`;
    says('several-processes', problem, 'use 1, or tempo.chart, which has microservices');
  }
  if (!isTrueInTemplate(at(values, 'tempoQuery', 'ingress', 'enabled')) || runsTempoQuery(values, release)) return;
  const problem = `leads to tempo-query, which does not run with ${chart}`;
  const fix = 'set tempoQuery.enabled: true too, or remove it';
  findings.error(['tempo', 'values', 'tempoQuery', 'ingress', 'enabled'], TEMPO_RULES.says('ingress-to-nowhere', problem, fix));
}

function checkSwitches({ config, findings }: Checked, { optional }: DistributedRelease): void {
  for (const { enabledBy } of optional) {
    const { enabled } = settingsOf(config, enabledBy);
    if (enabled === undefined || typeof enabled === 'boolean') continue;
    findings.error(
      ['tempo', 'values', enabledBy, 'enabled'],
      TEMPO_RULES.says('switch-not-boolean', 'neither true nor false, so Helm reads it as true', 'use true or false'),
    );
  }
}

function checkGateway({ config, findings, chart, version }: Checked, { gatewayRenders }: DistributedRelease): void {
  if (gatewayRenders || !settingsOf(config, 'gateway').enabled) return;
  findings.error(
    ['tempo', 'values', 'gateway', 'enabled'],
    TEMPO_RULES.says(
      'gateway-broken',
      `the template of the gateway fails in ${chart}`,
      `remove it, or pin tempo.chart ${distributedReleases.firstAfter(version, (release) => release.gatewayRenders)}`,
    ),
  );
}

/** Where the chart drops single variables, those of the whole Secret must have the names of its keys. */
function checkSecretKeys({ config: { credentials }, findings, chart, version }: Checked, { dropsExtraEnv }: DistributedRelease): void {
  const {
    existing: { accessKeyId = ACCESS_KEY_ID, secretAccessKey = SECRET_ACCESS_KEY } = {},
    accountKey,
    serviceAccountKey,
  } = credentials ?? {};
  if (dropsExtraEnv.length === 0) return;
  const problem = `${chart} drops the variables of the ${listed(dropsExtraEnv)}`;
  const pin = `pin tempo.chart ${distributedReleases.firstAfter(version, (release) => release.dropsExtraEnv.length === 0)}`;
  const says = (kind: string, only: string, fix: string) =>
    findings.errorAtKey(['tempo', 'credentials', kind], TEMPO_RULES.says('secret-keys', `${problem}, which ${only}`, `${pin}, or ${fix}`));
  if (accessKeyId !== ACCESS_KEY_ID || secretAccessKey !== SECRET_ACCESS_KEY)
    says('existing', `can only use keys named ${listed(VARIABLES)}`, 'name the keys like this');
  if (accountKey && accountKey.key !== KEY_VARIABLE)
    says('accountKey', `can only use a key named ${KEY_VARIABLE}`, 'name the key like this');
  if (serviceAccountKey) says('serviceAccountKey', 'needs one with the path of the key', 'use identity.workloadIdentity');
}

function checkBundledMinio({ findings, chart, version, distributed }: Checked): void {
  const key = ['minio', 'bundled'];
  if (!distributed?.minio) {
    findings.errorAtKey(
      key,
      TEMPO_RULES.says(
        'bundled-minio-missing',
        `${chart} has no MinIO`,
        `${distributed ? `pin tempo.chart ${distributedReleases.last(hasMinio)} or older, or ` : ''}install MinIO separately and set tempo.storage`,
      ),
    );
    return;
  }
  if (distributed.dropsExtraEnv.length > 0) {
    findings.errorAtKey(
      key,
      TEMPO_RULES.says(
        'bundled-minio-variables',
        `${chart} drops the variables of the ${listed(distributed.dropsExtraEnv)}, which needs the credentials`,
        `pin tempo.chart ${distributedReleases.firstAfter(version, ({ dropsExtraEnv }) => dropsExtraEnv.length === 0)}`,
      ),
    );
  }
  if (!distributed.minio.imagesServed) {
    findings.warning(
      key,
      TEMPO_RULES.says(
        'bundled-minio-images',
        `${chart} takes its images from docker.io/minio, which no longer exists`,
        `pin tempo.chart ${oldestWithImages()} or newer, or set minio.image and minio.mcImage in tempo.values`,
      ),
    );
  }
  findings.warning(
    key,
    TEMPO_RULES.says(
      'bundled-minio-lost',
      `keeps the traces in its own volume, which chart ${distributedReleases.first((release) => !hasMinio(release))} removes together with MinIO`,
      'install MinIO separately and move the traces before you upgrade',
    ),
  );
}

/** The first release since which all MinIO images can be pulled. */
function oldestWithImages(): string | undefined {
  return distributedReleases.since(distributedReleases.last(hasMinio), ({ minio }) => minio?.imagesServed === true);
}

/** The chart has it for the addresses between its own processes. */
function checkDomain({ config, findings }: Checked): void {
  const domain = textAt(config.values, 'global', 'clusterDomain');
  // A dot at the end is that of a complete name.
  if (!domain || domain.replace(/\.$/, '') === CLUSTER_DOMAIN) return;
  const problem = `is ${domain}, but the addresses at which this stack reaches Tempo end in svc.${CLUSTER_DOMAIN}, so senders and Grafana do not find it`;
  findings.warning(
    [...valuesKeyOf(config), 'global', 'clusterDomain'],
    TEMPO_RULES.says('cluster-domain', problem, `let the DNS of the cluster serve ${CLUSTER_DOMAIN} too, and accept this, or remove it`),
  );
}

function checkPersistence({ config, findings, distributed }: Checked): void {
  if (config.persistence || isDisk(config.storage.backend) || (distributed && usesKafka(distributed))) return;
  findings.note(
    ['tempo'],
    TEMPO_RULES.says(
      'no-persistence',
      `has no persistence: when a change of its configuration replaces its pods, up to 30 minutes of traces that are not in ${config.storage.title} yet are lost, and for up to 5 minutes the newest blocks there are not found`,
      'set tempo.persistence now, because volumes cannot be added to a StatefulSet later',
    ),
  );
}
