/** What in Tempo's part of the cluster file does not go with the release, or with itself. */
import type { Findings } from '../../lib/findings/findings';
import { pinnedRelease, settingsOf, type TempoConfig } from './config';
import type { DistributedRelease, TempoRelease } from './releases';

/** @param distributed the same release, if it is one of tempo-distributed */
export function checkTempo(config: TempoConfig, release: TempoRelease, findings: Findings, distributed?: DistributedRelease): void {
  checkReceivers(config, release, findings);
  const { storage, persistence, kafka } = config;
  const pinned = pinnedRelease(config);
  const chart = `${findings.where(pinned.key)} ${pinned.version}`;

  if (storage.insecure && storage.ca) {
    findings.errorAtKey(
      ['tempo', 'storage', 'ca'],
      `has no use with ${findings.where(['tempo', 'storage', 'insecure'])}: true, which means no TLS; remove one of the two`,
    );
  }
  if (distributed?.kafka && !kafka) {
    findings.errorAtKey(
      ['tempo', 'kafka'],
      `is missing: ${chart} sends traces through Kafka, which the chart does not bring; add kafka: {address: host:port}, or pin tempo.chart 2.26.2 or older`,
    );
  }
  if (!distributed?.kafka && kafka) {
    findings.errorAtKey(['tempo', 'kafka'], `has no use: ${chart} does without Kafka; remove it, or pin tempo.chart 3.0.0 or newer`);
  }
  if (distributed?.kafka && persistence) {
    findings.errorAtKey(
      ['tempo', 'persistence'],
      `has no use: ${chart} has no ingester, and what is not in S3 yet stays in Kafka; remove it`,
    );
  }
  if (!distributed && config.logReceivedSpans) {
    findings.errorAtKey(
      ['tempo', 'logReceivedSpans'],
      `has no place in ${chart}, whose values have no settings of the distributor; remove it, or use tempo.chart`,
    );
  }
  if (distributed) checkValues(config, chart, distributed, findings);
  if (config.bundledMinio) checkBundledMinio(chart, findings, distributed);
  if (!persistence && !distributed?.kafka) {
    findings.note(
      ['tempo'],
      'has no persistence: Tempo keeps up to 30 minutes of traces that are not in S3 yet, and each change of the configuration replaces its pods and loses these; set tempo.persistence now, because a StatefulSet gains volumes only when it is made anew',
    );
  }
}

/** The user's own Helm values, where they switch on or off what a release cannot do without or with. */
function checkValues(config: TempoConfig, chart: string, { workloads, optional, gatewayRenders }: DistributedRelease, findings: Findings) {
  const switches = optional.map(({ enabledBy }) => enabledBy);
  for (const workload of workloads) {
    const { enabled, replicas } = settingsOf(config, workload);
    if (enabled === false && !switches.includes(workload)) {
      findings.error(
        ['tempo', 'values', workload, 'enabled'],
        `false leaves traces unread or unwritten: ${chart} needs its ${workload}; leave it out`,
      );
    }
    if (replicas === 0)
      findings.error(
        ['tempo', 'values', workload, 'replicas'],
        `0 leaves traces unread or unwritten: ${chart} needs its ${workload}; write at least 1`,
      );
  }
  for (const workload of switches) {
    const { enabled } = settingsOf(config, workload);
    if (enabled === undefined || typeof enabled === 'boolean') continue;
    findings.error(
      ['tempo', 'values', workload, 'enabled'],
      'is neither true nor false, which Helm takes for true; write which of the two',
    );
  }
  if (!gatewayRenders && settingsOf(config, 'gateway').enabled) {
    findings.error(
      ['tempo', 'values', 'gateway', 'enabled'],
      `does not go with ${chart}, whose template of the gateway fails; leave it out, or pin tempo.chart 0.27.17`,
    );
  }
}

function checkBundledMinio(chart: string, findings: Findings, distributed?: DistributedRelease): void {
  const key = ['minio', 'bundled'];
  if (!distributed?.minio) {
    findings.errorAtKey(
      key,
      `is not there: ${chart} brings no MinIO; pin tempo.chart 2.26.2 or older, or use a MinIO of its own, with tempo.storage`,
    );
    return;
  }
  if (distributed.dropsExtraEnv.length > 0) {
    findings.errorAtKey(
      key,
      `does not go with ${chart}, which drops the variables of the ${distributed.dropsExtraEnv.join(', ')}; pin tempo.chart 1.18.5`,
    );
  }
  if (!distributed.minio.imagesServed) {
    findings.warning(
      key,
      `takes its images from docker.io/minio with ${chart}, which is gone; pin tempo.chart 1.6.7 or newer, or set minio.image and minio.mcImage in tempo.values`,
    );
  }
  findings.warning(
    key,
    'keeps the traces in a volume of its own, which chart 3.0.0 removes together with MinIO; move them to a MinIO of its own before that',
  );
}

function checkReceivers(config: TempoConfig, release: TempoRelease, findings: Findings): void {
  config.receivers.forEach((name, index) => {
    const removed = release.removed.find(({ receiver }) => receiver === name);
    if (!removed) return;
    const { key, version } = pinnedRelease(config);
    findings.error(
      ['tempo', 'receivers', index],
      `${name} was removed from Tempo in ${removed.tempo} (chart ${removed.chart}), and ${findings.where(key)} is ${version}; remove it, or pin chart ${removed.lastChart} or older`,
    );
  });
}
