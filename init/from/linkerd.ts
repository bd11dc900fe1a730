/** `linkerd` of the cluster file, from the charts of Linkerd that run. */
import { EXTENSION, linkerdReleases } from '../../charts/linkerd/releases';
import { compareVersions } from '../../lib/releases/version';
import { textAt } from '../../lib/yaml/parsed';
import type { Stack } from '../../verify/stack';
import { type Running, runningOf, type Values } from './running';
import type { Told } from './told';

const CONTROL_PLANE = 'linkerd-control-plane';

/** The first release of the chart of the control plane in each minor of Linkerd (https://linkerd.io/releases). */
const CONTROL_PLANES = [
  ...[
    ['1.9', '2.12'],
    ['1.12', '2.13'],
    ['1.16', '2.14'],
    ['2024.2', '2.15'],
    ['2024.8', '2.16'],
    ['2024.11', '2.17'],
  ],
  ...[
    ['2025.4', '2.18'],
    ['2025.10', '2.19'],
  ],
] as const;

/** @returns undefined without Linkerd */
export function linkerdOf(stack: Stack, told: Told): Values | undefined {
  const [extension] = runningOf(stack, EXTENSION);
  const [plane] = runningOf(stack, CONTROL_PLANE);
  const running = extension ?? plane;
  if (!running) return undefined;
  told.from('linkerd', running.from);
  const version = extension ? byExtension(extension, told) : byControlPlane(running, told);
  if (linkerdReleases.at(version).extension === undefined) return { version };
  const certificate = stack.objects.find(
    ({ object, namespace }) => object.kind === 'Certificate' && namespace === (extension?.namespace ?? 'linkerd-jaeger'),
  );
  const issuer = certificate && textAt(certificate.object, 'spec', 'issuerRef', 'name');
  if (!issuer) told.cannot('linkerd.webhookIssuer: no Certificate for the webhook; linkerd-issuer is only an example');
  return { version, webhookIssuer: issuer ?? 'linkerd-issuer' };
}

function byExtension({ version }: Running, told: Told): string {
  const same = linkerdReleases.releases.findLast(({ extension }) => extension === version)?.version;
  if (same) return same;
  const known = linkerdReleases.releases.filter(({ extension }) => extension !== undefined);
  const near = known.find(({ extension = '' }) => compareVersions(numbers(extension), numbers(version)) >= 0) ?? known.at(-1);
  const nearest = near?.version ?? linkerdReleases.newest;
  told.cannot(`linkerd.version: ${EXTENSION} ${version} is not known here; written as ${nearest}, so compare it with what runs`);
  return nearest;
}

/** `30.14.10` for `30.14.10-edge` */
const numbers = (version: string): string => /^\d+(\.\d+){1,2}/.exec(version)?.[0] ?? '0.0.0';

function byControlPlane({ version, values }: Running, told: Told): string {
  const written = /^stable-([\d.]+)$/.exec(textAt(values, 'linkerdVersion') ?? '')?.[1];
  if (written && linkerdReleases.find(written).release) return written;
  const row = CONTROL_PLANES.findLast(([chart]) => compareVersions(numbers(version), chart) >= 0);
  const minor = row?.[1] ?? '2.19';
  const found = linkerdReleases.versions.includes(minor)
    ? minor
    : (linkerdReleases.versions.findLast((each) => each.startsWith(`${minor}.`)) ?? linkerdReleases.newest);
  told.cannot(
    `linkerd.version: the chart ${CONTROL_PLANE} ${version || 'of an unknown version'} is taken as Linkerd ${found}; compare it with what runs`,
  );
  return found;
}
