/** Builds the kustomizations of a folder, each as one file of manifests. */
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { firstLine, loadYamlDocuments } from '../../../lib/helm/yaml';
import type { ManifestFile } from '../files';
import { copyOf, patchesCharts, strip, stripPatches } from './copy';
import { type KustomizationFolder, kustomizationsIn, namespaceSetBy, reachedFrom, rootsOf } from './folders';
import { chartsOf, type KustomizeCharts } from './helm-charts';
import { findKustomize, type Kustomize } from './program';

/** The output of a kustomization. */
export interface Built {
  /** Its folder, relative to the folder of the manifests. */
  readonly below: string;
  /** The folders that it includes, without Components, which several kustomizations share. */
  readonly bases: readonly string[];
  /** The output as the content of its kustomization.yaml. */
  readonly file: ManifestFile;
  readonly charts: KustomizeCharts;
  /** What could not be judged, and why, one phrase per item. */
  readonly notJudged: readonly string[];
  /** Whether something is missing in the output, such as what plugins make. */
  readonly isIncomplete: boolean;
}

export class Kustomizations {
  /** The folders with a kustomization. */
  readonly all: readonly KustomizationFolder[];
  private readonly program: Kustomize | undefined;
  private readonly built = new Map<string, Promise<Built | undefined>>();
  private copy: string | undefined;

  /** @param folder the folder of the manifests @param workFolder for a copy of it */
  constructor(
    private readonly folder: string,
    files: readonly ManifestFile[],
    private readonly workFolder: string,
  ) {
    this.all = kustomizationsIn(folder, files);
    this.program = this.all.length > 0 ? findKustomize() : undefined;
  }

  /** Why nothing is built, as a phrase; undefined if it is. */
  get missing(): string | undefined {
    const [first, ...more] = this.all.map(({ below }) => path.join(this.folder, below));
    if (first === undefined || this.program) return undefined;
    const others = more.length > 0 ? ` and ${more.length} more folders` : '';
    return `the output of kustomize for ${first}${others}; install kustomize or kubectl, and put it on PATH`;
  }

  /** Builds those that no other one includes, and those in the named folders. Each is built once. */
  async build(named: readonly string[]): Promise<Built[]> {
    const roots = [...rootsOf(this.all), ...this.all.filter(({ below }) => named.includes(below))];
    const wanted = [...new Set(roots)].sort((a, b) => (a.below < b.below ? -1 : 1));
    return (await Promise.all(wanted.map((root) => this.builtOnce(root)))).flatMap((each) => each ?? []);
  }

  private builtOnce(root: KustomizationFolder): Promise<Built | undefined> {
    const known = this.built.get(root.below) ?? this.buildRoot(root);
    this.built.set(root.below, known);
    return known;
  }

  private async buildRoot(root: KustomizationFolder): Promise<Built | undefined> {
    if (!this.program) return undefined;
    const { copy, removed } = this.prepared();
    const reached = reachedFrom(root, this.all);
    const namespace = namespaceSetBy(reached);
    const charts = reached.map((each) => chartsOf(this.folder, each, namespace));
    const notJudged = reached.flatMap((each) => removed.get(each) ?? []);
    const isIncomplete = notJudged.length > 0;
    const first = await this.program.build(path.join(copy, root.below));
    const patched = reached.filter(patchesCharts);
    const result = 'problem' in first && patched.length > 0 ? await this.withoutPatches(root, patched, this.program) : first;
    if (result !== first && 'text' in result)
      notJudged.push(...patched.map(({ file }) => `${file.printed}: its patches, because they may change the output of its charts`));
    const read = 'text' in result ? documentsOf(result.text) : result;
    if ('problem' in read) {
      const problem = read.problem.replaceAll(`${copy}/`, `${this.folder}/`).replaceAll(copy, this.folder);
      notJudged.push(`${root.file.printed}: its output, because kustomize fails: ${problem}`);
    }
    const { path: file, printed } = root.file;
    const documents = 'documents' in read ? read.documents : [];
    return {
      below: root.below,
      bases: reached.filter(({ content }) => content.kind !== 'Component').map(({ below }) => below),
      file: { path: file, printed, text: 'text' in result ? result.text : '', documents },
      charts: {
        installations: charts.flatMap(({ installations }) => installations),
        findings: charts.flatMap(({ findings }) => findings),
        notJudged: charts.flatMap((each) => each.notJudged),
        named: new Set(charts.flatMap(({ named }) => [...named])),
      },
      ...{ notJudged, isIncomplete },
    };
  }

  private async withoutPatches(root: KustomizationFolder, patched: readonly KustomizationFolder[], program: Kustomize) {
    const copy = this.newCopy();
    for (const each of this.all) strip(copy, each);
    for (const each of patched) stripPatches(copy, each);
    return program.build(path.join(copy, root.below));
  }

  private readonly removed = new Map<KustomizationFolder, readonly string[]>();

  private prepared() {
    if (this.copy === undefined) {
      this.copy = this.newCopy();
      for (const each of this.all) this.removed.set(each, strip(this.copy, each));
    }
    return { copy: this.copy, removed: this.removed };
  }

  private newCopy(): string {
    const copy = path.join(mkdtempSync(path.join(this.workFolder, 'kustomize-')), 'copy');
    copyOf(this.folder, copy);
    return copy;
  }
}

function documentsOf(text: string): { readonly documents: readonly unknown[] } | { readonly problem: string } {
  try {
    return { documents: loadYamlDocuments(text) };
  } catch (error) {
    return { problem: `it prints invalid YAML (${firstLine(error)})` };
  }
}
