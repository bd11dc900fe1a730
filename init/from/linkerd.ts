/** `linkerd` of the cluster file, from the charts of Linkerd that run. */
import { minorOfControlPlane } from '../../charts/linkerd/control-plane-releases';
import { NAMESPACE } from '../../charts/linkerd/linkerd';
import { CONTROL_PLANE_CHART, EXTENSION, linkerdReleases } from '../../charts/linkerd/releases';
import { compareVersions } from '../../lib/releases/version';
import { textAt } from '../../lib/yaml/parsed';
import type { Stack } from '../../verify/stack';
import { type Running, runningOf, type Values } from './running';
import type { Told } from './told';

/** @returns undefined without Linkerd */
export function linkerdOf(stack: Stack, told: Told): Values | undefined {
  const [extension] = runningOf(stack, EXTENSION);
  const [plane] = runningOf(stack, CONTROL_PLANE_CHART);
  const running = extension ?? plane;
  if (!running) return undefined;
  told.from('linkerd', running.from);
  const version = extension ? byExtension(extension, told) : byControlPlane(running, told);
  if (linkerdReleases.at(version).extension === undefined) return { version };
  const certificate = stack.objects.find(
    ({ object, namespace }) => object.kind === 'Certificate' && namespace === (extension?.namespace ?? NAMESPACE),
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
  const minor = minorOfControlPlane(numbers(version));
  const found = linkerdReleases.versions.includes(minor)
    ? minor
    : (linkerdReleases.versions.findLast((each) => each.startsWith(`${minor}.`)) ?? linkerdReleases.newest);
  told.cannot(
    `linkerd.version: the chart ${CONTROL_PLANE_CHART} ${version || 'of an unknown version'} is taken as Linkerd ${found}; compare it with what runs`,
  );
  return found;
}
