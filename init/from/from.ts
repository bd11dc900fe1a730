/** Reads a running stack of other authors, and writes the cluster file nearest to it. */
import path from 'node:path';
import { distributedReleases, monolithicReleases } from '../../charts/tempo/releases';
import { traefikReleases } from '../../charts/traefik/releases';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { withWorkFolder } from '../../lib/helm/work-folder';
import { at, isMap } from '../../lib/yaml/parsed';
import { readOthers } from '../../verify/read/foreign';
import type { Stack } from '../../verify/stack';
import type { Fitting } from '../newest';
import type { Answers } from '../questions';
import { clusterText } from './cluster-text';
import { domainOf, emojivotoOf } from './emojivoto';
import { gitopsOf } from './gitops';
import { grafanaOf } from './grafana';
import { linkerdOf } from './linkerd';
import { beyond } from './rest';
import { type Running, runningOf, type Values } from './running';
import { settle } from './settle';
import { synthesizedValues } from './synthesized';
import { type TempoPart, tempoOf } from './tempo';
import { Told } from './told';
import { traefikOf } from './traefik';
import { withoutSecrets } from './without-secrets';

/** A running stack: its manifests, and its Tempo. */
export interface Found {
  readonly stack: Stack;
  readonly tempo: Running;
  /** Answers to the questions of init that the manifests have. */
  readonly answers: Answers;
}

/** @param folder the manifests, which are only read @returns without a release of Tempo, what was not read */
export async function foundIn(folder: string): Promise<Found | { readonly unread: readonly string[] }> {
  const stack = await withWorkFolder((workFolder) => readOthers(folder, { workFolder }));
  const [tempo] = runningOf(stack, distributedReleases.name, monolithicReleases.name);
  if (!tempo) return { unread: stack.notJudged };
  const { repoURL } = gitopsOf(stack, tempo, new Told());
  const domain = domainOf(stack);
  const cluster = /^(.+)-tracing-tempo$/.exec(tempo.installation.application ?? '')?.[1];
  return {
    ...{ stack, tempo },
    answers: { ...(domain && { domain }), ...(cluster && { cluster }), ...(typeof repoURL === 'string' && { 'repo-url': repoURL }) },
  };
}

/**
 * @param answers those of the domain, the cluster, the repository and Argo CD
 * @param output the path of the output in the repository. @default that of `gitops.path`
 */
export function clusterFrom({ stack, tempo: running }: Found, answers: Answers, output?: string): Fitting & { readonly told: Told } {
  const told = new Told();
  const part = tempoOf(running, `${answers.cluster}-tempo`, told);
  const { traefik, rest: ofTraefik } = traefikOf(stack, told);
  for (const other of runningOf(stack, distributedReleases.name, monolithicReleases.name).slice(1))
    told.cannot(`${other.from}: a second Tempo; only one is taken over`);
  const file = fileOf({ stack, running, part, traefik, answers, output }, told);
  const name = answers.cluster ?? '';
  const written = (values: Values): ClusterSource => ({ name, file: `clusters/${name}.yaml`, text: clusterText(values) });
  const first = settle(file, written, told);
  const restOf = (values: Values, chart: string, key: string) => {
    const safe = withoutSecrets(values, (path) =>
      told.cannot(`${key}.values.${path}: a credential in plain text, which is not copied; move it into a Secret`),
    );
    return beyond(synthesizedValues(first.output, chart), safe);
  };
  const own = restOf(part.rest, running.chart, 'tempo');
  const ofIngress = traefik && restOf(ofTraefik, traefikReleases.name, 'traefik');
  const full = withValues(withValues(first.file, 'tempo', own), 'traefik', ofIngress);
  if (own !== undefined) told.from('tempo.values', running.from);
  const { file: final, source, errors } = settle(full, written, told);
  for (const key of told.taken.keys()) if (at(final, ...key.split('.')) === undefined) told.taken.delete(key);
  // That a chart without an Application has an assumed name matters for Tempo alone.
  const folder = path.dirname(running.installation.place.file);
  const isOfOther = (what: string) => what.includes(': its release name and namespace') && !what.startsWith(`${folder}:`);
  told.unread.push(...[...stack.notJudged, ...(stack.notProven ?? [])].filter((what) => !isOfOther(what)));
  return { source, errors, told };
}

interface Parts {
  readonly stack: Stack;
  readonly running: Running;
  readonly part: TempoPart;
  readonly traefik: Values | undefined;
  readonly answers: Answers;
  readonly output: string | undefined;
}

function fileOf({ stack, running, part: { tempo, minio }, traefik, answers, output }: Parts, told: Told): Values {
  const linkerd = linkerdOf(stack, told);
  const grafana = grafanaOf(stack, 'metricsGenerator' in tempo, told);
  const emojivoto = emojivotoOf(stack, told);
  return {
    domain: answers.domain,
    gitops: { ...gitopsOf(stack, running, told), repoURL: answers['repo-url'], ...(output && { path: output }), argocd: answers.argocd },
    tempo,
    ...(minio && { minio }),
    ...(traefik && { traefik }),
    ...(linkerd && { linkerd }),
    ...(grafana && { grafana }),
    ...(emojivoto && { emojivoto }),
  };
}

function withValues(file: Values, key: string, values: unknown): Values {
  const part = file[key];
  return isMap(part) && isMap(values) ? { ...file, [key]: { ...part, values } } : file;
}
