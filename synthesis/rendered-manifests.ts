/** Helm releases as plain manifests: rendered by one pinned Helm from locked charts, with the same result everywhere. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { aboutRendered } from '../charts/file-comments';
import type { Metadata } from '../charts/metadata/config';
import { withMetadata } from '../charts/metadata/with-metadata';
import { CLUSTER_RULES } from '../charts/rules';
import { isFile } from '../lib/files/file-kind';
import { sha256 } from '../lib/files/sha256';
import { writeWhole } from '../lib/files/write-whole';
import { error, type Finding, isRefused, type Statement } from '../lib/findings/finding';
import { findHelm, PINNED_HELM } from '../lib/helm/binary';
import { cacheFolder, writeToCache } from '../lib/helm/cache';
import { ChartStore } from '../lib/helm/charts';
import type { ChartLock } from '../lib/helm/lock';
import { NoChart } from '../lib/helm/no-chart';
import { Renderings } from '../lib/helm/renderings';
import { servedKinds } from '../lib/helm/served-kinds';
import { withSingleKeys } from '../lib/helm/single-keys';
import { Templates } from '../lib/helm/template';
import { withWorkFolder } from '../lib/helm/work-folder';
import { loadYamlDocuments } from '../lib/helm/yaml';
import { header } from '../lib/output/header';
import { isMap } from '../lib/yaml/parsed';
import { toYamlDocuments } from '../lib/yaml/write';
import type { ReleaseToRender, Synthesis } from './cluster-output';

export interface RenderOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly lock: ChartLock;
  /** A folder with charts. If set, neither the network nor the lock is used. @default charts come from their repositories */
  readonly charts?: string;
}

/** The synthesis with the files of its rendered releases. It is refused if one does not render, or renders differently each time. */
export async function withRenderedManifests(synthesis: Synthesis, { environment, lock, charts }: RenderOptions): Promise<Synthesis> {
  const asked = synthesis.clusters.flatMap(({ file, source, releases }) => releases.map((release) => ({ file, source, release })));
  if (asked.length === 0 || synthesis.refused) return synthesis;
  const helm = await findHelm(environment, PINNED_HELM);
  return withWorkFolder(async (workFolder) => {
    const store = new ChartStore({ helm, folder: charts, lock, workFolder });
    const findings: Finding[] = [];
    const files = new Map(synthesis.files);
    const renderings = new Renderings();
    const texts = await Promise.all(
      asked.map(({ release }) => textOf(release, new Templates(helm, release.kubernetes, renderings), store, lock)),
    );
    asked.forEach(({ file, source, release }, index) => {
      const result = texts[index];
      if (result && 'text' in result)
        files.set(release.file, `${header(source)}# ${aboutRendered(PINNED_HELM, release)}\n${withSingleKeys(result.text)}`);
      else if (result) findings.push(error({ file }, result.statement));
    });
    const refused = isRefused(findings);
    return { ...synthesis, files: refused ? new Map() : files, findings: [...synthesis.findings, ...findings], refused };
  });
}

async function textOf(
  release: ReleaseToRender,
  templates: Templates,
  store: ChartStore,
  lock: ChartLock,
): Promise<{ readonly text: string } | { readonly statement: Statement }> {
  const { chart: name, version, repository, values } = release;
  try {
    const found = await store.find({ name, version, repository });
    const digest = lock.digestOf({ name, version, repository });
    // A locked chart always renders the same text.
    const kept =
      digest && store.isLocked
        ? path.join(cacheFolder('rendered'), sha256(JSON.stringify([PINNED_HELM, servedKinds(), digest, release])))
        : undefined;
    if (kept && isFile(kept)) return { text: readFileSync(kept, 'utf8') };
    const chart = await store.withStandIns(found);
    const render = (again: boolean) => templates.render({ ...release, chart, skipTests: true, again }, values);
    const [first, second] = await Promise.all([render(false), render(true)]);
    if ('error' in first)
      return {
        statement: CLUSTER_RULES.says(
          'does-not-render',
          `${name} ${version} does not render: ${first.error}`,
          first.fix ?? 'correct its values',
        ),
      };
    if ('error' in second || second.text !== first.text) return { statement: randomOutput(name, version) };
    const text = release.metadata ? labelled(first.text, release.metadata) : first.text;
    if (kept) writeToCache(path.dirname(kept), () => writeWhole(kept, text));
    return { text };
  } catch (thrown) {
    if (thrown instanceof NoChart)
      return { statement: CLUSTER_RULES.says('does-not-render', [thrown.file, thrown.problem].filter(Boolean).join(': '), thrown.fix) };
    throw thrown;
  }
}

/** The manifests with labels and annotations on all of them, also where the chart has no value for it. */
const labelled = (text: string, metadata: Metadata): string =>
  toYamlDocuments(
    loadYamlDocuments(text, { duplicates: true })
      .filter(isMap)
      .map((object) => withMetadata(object, metadata)),
  );

const randomOutput = (name: string, version: string): Statement =>
  CLUSTER_RULES.says(
    'random-output',
    `${name} ${version} has random output, which cannot be committed`,
    'set the values that it generates, such as an existing Secret, or use gitops.helm: application',
  );
