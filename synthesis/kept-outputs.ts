/** The outputs of cluster files, kept for later runs. What most of them need only rarely is not in memory, but read again. */
import type { ClusterSource } from '../lib/cluster-file/sources';
import type { Memory, Recalled } from '../lib/command-line/memory';
import { LazyMap } from '../lib/lazy-map';
import type { ClusterOutput } from './cluster-output';
import { type ClaimKeys, type ClaimList, Claims } from './conflicts/claims';

/** An output without the texts of its files, and with the keys of its claims. */
interface AboutOutput extends Omit<ClusterOutput, 'files' | 'claims' | 'version'> {
  readonly paths: readonly string[];
  readonly claims: ClaimKeys;
}

/** The rest of an output. */
type Rest = Pick<ClusterOutput, 'files' | 'claims'>;

export class KeptOutputs {
  /** What was read last: the files of an output are asked for one after the other. */
  private last?: { readonly of: AboutOutput; readonly rest: Rest };

  constructor(private readonly memory: Memory) {}

  /**
   * The output that was kept for this file; undefined if it must be computed.
   * @param compute computes it, where what was kept is damaged
   */
  recall(source: ClusterSource, compute: () => ClusterOutput): ClusterOutput | undefined {
    const recalled = this.memory.recall<AboutOutput>(source);
    const again = () => {
      const output = compute();
      this.keep(source, output, compute);
      return output;
    };
    return recalled && this.outputOf(recalled, again);
  }

  /**
   * The same output, after it was kept, if possible. One that is refused, or that contains credentials, is not kept.
   * @param compute as in `recall`
   */
  keep(source: ClusterSource, output: ClusterOutput, compute: () => ClusterOutput): ClusterOutput {
    const { files, claims, ...others } = output;
    if (!claims || output.holdsCredentials) return output;
    const about: AboutOutput = { ...others, paths: [...files.keys()], claims: claims.keys };
    const texts = [...files.values(), JSON.stringify(claims.list)];
    const recalled = this.memory.keep(source, { about, texts });
    return recalled ? this.outputOf(recalled, compute) : output;
  }

  private outputOf({ about, version, texts }: Recalled<AboutOutput>, compute: () => ClusterOutput): ClusterOutput {
    const { paths, claims: keys, ...others } = about;
    const read = (): Rest => {
      const all = texts();
      if (!all) return compute();
      const list = all.at(-1) ?? '';
      return {
        files: new Map(paths.map((file, index) => [file, all[index] ?? ''])),
        claims: new Claims(keys, () => JSON.parse(list) as ClaimList),
      };
    };
    const rest = (): Rest => {
      if (this.last?.of !== about) this.last = { of: about, rest: read() };
      return this.last.rest;
    };
    const files = new LazyMap(paths, (file) => rest().files.get(file) ?? '');
    return { ...others, version, files, claims: new Claims(keys, () => rest().claims?.list as ClaimList) };
  }
}
