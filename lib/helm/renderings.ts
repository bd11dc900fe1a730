/** The renderings of one run, on all cores: what like clusters have in common is rendered once. */
import { sha256 } from '../files/sha256';
import { Cores } from './cores';

/** The output of Helm, or its error message with the way out if it is known. */
export type Rendering = { readonly text: string } | { readonly error: string; readonly fix?: string };

export interface RenderingsProps {
  /** Called after each render with the number of finished and queued ones. */
  readonly progress?: (done: number, total: number) => void;
  /** The number of characters of output to keep. @default 32 million: like clusters ask for the same at about the same time */
  readonly most?: number;
}

export class Renderings {
  /** How many times something was rendered. */
  count = 0;
  private asked = 0;
  private readonly cores = new Cores();
  /** Finished and running ones by the digest of their inputs. */
  private readonly known = new Map<string, Promise<Rendering>>();
  /** The sizes of the finished ones, the oldest first. */
  private readonly sizes = new Map<string, number>();
  private size = 0;

  constructor(private readonly props: RenderingsProps = {}) {}

  /**
   * @param inputs everything that the output depends on
   * @param render called unless a rendering of the same inputs is kept
   */
  of(inputs: readonly unknown[], render: () => Promise<Rendering>): Promise<Rendering> {
    const key = sha256(JSON.stringify(inputs), 'base64');
    const known = this.known.get(key);
    if (known) return known;
    this.asked++;
    const rendering = this.cores.taken(render).then((result) => {
      this.count++;
      this.props.progress?.(this.count, this.asked);
      this.keep(key, 'text' in result ? result.text.length : result.error.length);
      return result;
    });
    this.known.set(key, rendering);
    return rendering;
  }

  private keep(key: string, size: number): void {
    const { most = 32_000_000 } = this.props;
    this.sizes.set(key, size);
    this.size += size;
    for (const [oldest, its] of this.sizes) {
      if (this.size <= most) return;
      this.known.delete(oldest);
      this.sizes.delete(oldest);
      this.size -= its;
    }
  }
}
