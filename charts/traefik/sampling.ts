/** What a release does with a sample rate, and what the rate means for the links from log lines. */
import type { Findings } from '../../lib/cluster-file/findings';
import { pagePath } from '../../lib/files/own-folder';
import type { Pinned } from './collector';
import type { TraefikConfig } from './config';
import { type TraefikRelease, traefikReleases } from './releases';
import { TRAEFIK_RULES } from './rules';

/** How many links lead to a trace, if every line has one, as a phrase. @param sampleRate 0 to 1 */
export const workingLinks = (sampleRate: number): string =>
  sampleRate > 0
    ? `about ${Number((sampleRate * 100).toPrecision(3))}% of the links from log lines lead to a trace`
    : 'no link from a log line leads to a trace';

/** Whether the release does as `traefik.sampleRate` says. */
export function checkSampleRate(config: TraefikConfig, { sampleRate }: TraefikRelease, { key, version }: Pinned, findings: Findings): void {
  const asked = `${findings.where(['traefik', key])} ${version}`;
  if (sampleRate === 'never' && config.sampleRate !== 1) {
    const newer = traefikReleases.firstAfter(
      version,
      (other) => other.sampleRate === 'any' || (config.sampleRate !== 0 && other.sampleRate !== 'never'),
    );
    const problem = `${asked} ignores it, and Traefik samples every request`;
    const fix = newer ? `pin traefik.chart ${newer} or newer, or remove it` : 'remove it';
    findings.error(['traefik', 'sampleRate'], TRAEFIK_RULES.says('sample-rate-ignored', problem, fix));
  } else if (sampleRate === 'not 0' && config.sampleRate === 0) {
    const problem = `${asked} drops 0, and Traefik then samples every request`;
    const fix = 'use a small share such as 0.001, or remove traefik';
    findings.error(['traefik', 'sampleRate'], TRAEFIK_RULES.says('sample-rate-zero', problem, fix));
  }
}

/** Below a rate of 1, Grafana must tell the lines of sampled requests from the others. */
export function checkUnsampledLinks(config: TraefikConfig, { sampleRate: settable, traefik }: TraefikRelease, findings: Findings): void {
  if (config.sampleRate === 1 || settable === 'never' || traefik.sampledHeaders.length > 0) return;
  const problem = `${workingLinks(config.sampleRate)}: Traefik ${traefik.version} logs a trace id for every request, and ${findings.where(['grafana', 'loki'])} links each of them, sampled or not`;
  const fix = `use 1, remove grafana.loki, or link from its OTLP access log, which marks what is sampled (${pagePath('docs/operations.md')})`;
  findings.warning(['traefik', 'sampleRate'], TRAEFIK_RULES.says('unsampled-links', problem, fix));
}
