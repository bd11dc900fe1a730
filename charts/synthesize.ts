/** Cluster files in, the files of dist/ out: in memory, with everything that there is to say about them. */
import { Document } from '../lib/document';
import { type Finding, Findings } from '../lib/findings';
import { header } from '../lib/header';
import type { Source } from '../lib/sources';
import { validate } from '../lib/validate';
import { toYaml, toYamlDocuments } from '../lib/yaml';
import { Cluster } from './cluster';
import { clusterFile } from './cluster-file';
import type { ValuesFile } from './component';
import { objectsOf } from './objects';
import type { Environment } from './tempo/credentials';

export interface Synthesis {
  readonly clusters: readonly Cluster[];
  /** Path below the output folder, with `/`, to text. */
  readonly files: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
  /** Whether a finding is an error: then `files` is not to be written. */
  readonly refused: boolean;
}

/** @param environment where plaintext credentials come from, for a cluster that asks for them */
export function synthesize(sources: readonly Source[], environment: Environment): Synthesis {
  const clusters: Cluster[] = [];
  const findings: Finding[] = [];
  for (const source of sources) {
    const cluster = read(source, environment, findings);
    if (cluster) clusters.push(cluster);
  }
  const refused = findings.some(({ severity }) => severity === 'error');
  return { clusters, files: new Map(refused ? [] : clusters.flatMap(filesOf)), findings, refused };
}

function read({ name, file, text }: Source, environment: Environment, all: Finding[]): Cluster | undefined {
  const document = new Document(text);
  const findings = new Findings(file, document);
  const config = validate(clusterFile, document, findings);
  const cluster = config && new Cluster({ name, config, findings, environment });
  all.push(...findings.list);
  return cluster;
}

function filesOf({ name, components, argocd }: Cluster): [path: string, text: string][] {
  const files: [string, string][] = [];
  for (const chart of [argocd.bootstrap, argocd.applications, ...components]) {
    const objects = objectsOf(chart);
    if (objects.length > 0) files.push([`${name}/${chart.node.id}.k8s.yaml`, header(name) + toYamlDocuments(objects)]);
  }
  for (const { valuesFile } of components) {
    if (valuesFile) files.push([`${name}/values/${valuesFile.releaseName}.yaml`, header(name) + valuesText(valuesFile)]);
  }
  return files;
}

function valuesText({ chart, repository, version, releaseName, namespace, values, remarks }: ValuesFile): string {
  const about = [
    `Helm values for chart ${chart} ${version ?? '(any version)'} of ${repository}, release ${releaseName} in namespace ${namespace}.`,
    ...remarks,
  ];
  return about.map((line) => `# ${line}\n`).join('') + toYaml(values);
}
