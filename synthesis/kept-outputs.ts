/** The outputs of cluster files, kept for later runs. What most of them need only rarely is not in memory, but read again. */
import type { ClusterSource } from '../lib/cluster-file/sources';
import type { Memory, Recalled } from '../lib/command-line/memory';
import { LazyMap } from '../lib/maps/lazy-map';
import type { ClusterOutput } from './cluster-output';
import { type ClaimKeys, type ClaimList, Claims } from './conflicts/claims';

/** An output without what most runs do not need of it. */
interface AboutOutput {
  readonly output: Omit<ClusterOutput, 'files' | 'claims' | 'version'>;
  /** Those of its files. */
  readonly paths: readonly string[];
  readonly claims: ClaimKeys;
}

/** The rest of an output. */
type Rest = Pick<ClusterOutput, 'files' | 'claims'>;

export class KeptOutputs {
  /** What was read last: the files of an output are asked for one after the other. */
  private last?: { readonly of: AboutOutput; readonly rest: Rest };

  /** @param compute computes an output that was not kept, or of which a part is damaged */
  constructor(
    private readonly memory: Memory,
    private readonly compute: (source: ClusterSource) => ClusterOutput,
  ) {}

  /** The output that was kept for this file; undefined if it must be computed. */
  recall(source: ClusterSource): ClusterOutput | undefined {
    const recalled = this.memory.recall<AboutOutput>(source);
    return recalled && this.outputOf(source, recalled);
  }

  /** The same output, after it was kept, if possible. One that is refused, or that contains credentials, is not kept. */
  keep(source: ClusterSource, output: ClusterOutput): ClusterOutput {
    const { files, claims, ...others } = output;
    if (!claims || output.holdsCredentials) return output;
    const about: AboutOutput = { output: others, paths: [...files.keys()], claims: claims.keys };
    const texts = [...files.values(), JSON.stringify(claims.list)];
    const recalled = this.memory.keep(source, { about, texts });
    return recalled ? this.outputOf(source, recalled) : output;
  }

  private outputOf(source: ClusterSource, recalled: Recalled<AboutOutput>): ClusterOutput {
    const { about, version } = recalled;
    const rest = (): Rest => {
      if (this.last?.of !== about) this.last = { of: about, rest: this.restOf(source, recalled) };
      return this.last.rest;
    };
    const files = new LazyMap(new Set(about.paths), (file) => rest().files.get(file) ?? '');
    const claims = new Claims(about.claims, () => rest().claims?.list as ClaimList);
    // Of thousands of outputs, which only this run has, a copy would take longer.
    return Object.assign(about.output, { version, files, claims });
  }

  private restOf(source: ClusterSource, { about, texts }: Recalled<AboutOutput>): Rest {
    const all = texts();
    if (!all) return this.computed(source);
    const list = all.at(-1) ?? '';
    return {
      files: new Map(about.paths.map((file, index) => [file, all[index] ?? ''])),
      claims: new Claims(about.claims, () => JSON.parse(list) as ClaimList),
    };
  }

  private computed(source: ClusterSource): ClusterOutput {
    const output = this.compute(source);
    this.keep(source, output);
    return output;
  }
}
