/** The values files of a source of an Application. */
import path from 'node:path';
import { isFolder } from '../../lib/files/file-kind';
import { whyUnreadable } from '../../lib/files/plain-file';
import { RENDER_RULES } from '../checks/render/rules';
import type { Application, ApplicationSource } from '../stack';
import type { ValuesFileContent } from './applications';
import { inside, leavesTop, textOf } from './inside';
import type { Repository } from './repository';

/** A chart in the folder of the manifests. */
export interface ChartSource {
  readonly source: ApplicationSource;
  /** Its folder, relative to the folder of the manifests. */
  readonly below: string;
}

/** The path of a values file relative to the folder of the manifests; undefined if it has none. */
type Located = { readonly below: string | undefined } | { readonly notJudged: string } | 'outside';

const URL = /^[a-z][a-z0-9+.-]*:\/\//i;
/** `$values/home/tempo.yaml`: relative to the top of the source with that `ref`. */
const BY_REF = /^\$([\w-]+)\/(.*)$/;

export class ValuesFiles {
  /** The requested files, relative to the folder of the manifests. They may not exist. */
  readonly named = new Set<string>();

  /** @param chart the chart that reads them, if it is in the folder of the manifests */
  constructor(
    private readonly application: Application,
    private readonly repository: Repository,
    private readonly chart?: ChartSource,
  ) {}

  /** @param file its name in `valueFiles` @returns undefined if it does not exist */
  readonly read = (file: string): ValuesFileContent | undefined => {
    const located = this.locate(file);
    if (located === 'outside') return outside(file);
    if ('notJudged' in located) return located;
    return located.below === undefined ? undefined : this.readAt(located.below, file);
  };

  private locate(file: string): Located {
    if (URL.test(file)) return { notJudged: `values file ${file}, which is at a URL` };
    const [, ref, rest = ''] = BY_REF.exec(file) ?? [];
    if (ref !== undefined) return this.locateByRef(ref, rest, file);
    if (this.chart) return this.locateBesideChart(file, this.chart);
    return leavesTop(file) ? 'outside' : { notJudged: `values file ${file}, which Argo CD looks for inside the chart` };
  }

  private locateByRef(ref: string, below: string, file: string): Located {
    if (leavesTop(below)) return 'outside';
    const source = this.application.sources.find((candidate) => candidate.ref === ref);
    if (!source) return { below: undefined };
    if (this.repository.isHome?.(source) === false)
      return { notJudged: `values file ${file} of ${source.repository}, which is not among these manifests` };
    return { below: this.repository.locate({ ...source, path: below }) };
  }

  /** Relative to the chart, or with a leading `/` to the top of the repository. */
  private locateBesideChart(file: string, { source, below }: ChartSource): Located {
    const fromTop = file.startsWith('/') ? file.slice(1) : path.posix.join(source.path ?? '', file);
    if (leavesTop(fromTop)) return 'outside';
    if (file.startsWith('/')) return { below: this.repository.locate({ ...source, path: fromTop }) };
    const found = path.posix.join(below, file);
    return leavesTop(found) ? { notJudged: `values file ${file}, which is outside of ${this.repository.folder}` } : { below: found };
  }

  private readAt(below: string, file: string): ValuesFileContent | undefined {
    this.named.add(path.posix.normalize(below));
    const real = inside(this.repository.folder, below);
    if (real === undefined) return /[*?[]/.test(file) ? { notJudged: `values file ${file}, which is a pattern` } : undefined;
    if (real === 'outside') return outside(file);
    if (isFolder(real)) return { mistake: RENDER_RULES.says('no-such-values-file', `values file ${file} is a folder`, 'use a file') };
    try {
      return { text: textOf(real) };
    } catch (error) {
      return {
        mistake: RENDER_RULES.says('no-such-values-file', `values file ${file} ${whyUnreadable(error)}`, 'make it a readable file'),
      };
    }
  }
}

const outside = (file: string): ValuesFileContent => ({
  mistake: RENDER_RULES.says(
    'values-file-outside',
    `values file ${file} is outside of the repository, which Argo CD refuses`,
    'move it inside',
  ),
});
