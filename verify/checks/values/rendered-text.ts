/** The output of Helm as one text per object, so that renderings can be compared without parsing. */
export class RenderedText {
  /** Objects that differ between two renderings with the same values, `Kind/name`. */
  readonly random: readonly string[];
  private readonly objects: ReadonlyMap<string, ObjectText>;
  private readonly randomLines: ReadonlyMap<string, ReadonlySet<number>>;

  /**
   * @param text the output of Helm
   * @param again the output of a second rendering with the same values
   */
  constructor(
    private readonly text: string,
    again: string,
  ) {
    this.objects = split(text);
    const others = text === again ? this.objects : split(again);
    const random = [...this.objects].filter(([id, { text: own }]) => own !== others.get(id)?.text);
    this.randomLines = new Map(random.map(([id, own]) => [id, differing(own.text, others.get(id)?.text ?? '')]));
    this.random = random.map(([, { name }]) => name);
  }

  /** The objects that are added, missing or different in another rendering, `Kind/name`. Random lines are ignored. */
  changedIn(other: string): string[] {
    if (other === this.text) return [];
    const others = split(other);
    const all = new Map([...this.objects, ...others]);
    return [...all].flatMap(([id, { name }]) => (this.isSame(id, this.objects.get(id)?.text, others.get(id)?.text) ? [] : name));
  }

  private isSame(id: string, own: string | undefined, other: string | undefined): boolean {
    if (own === other) return true;
    const random = this.randomLines.get(id);
    if (own === undefined || other === undefined || !random) return false;
    const [lines, others] = [own.split('\n'), other.split('\n')];
    return lines.length === others.length && lines.every((line, index) => line === others[index] || random.has(index));
  }
}

interface ObjectText {
  /** `Kind/name` */
  readonly name: string;
  readonly text: string;
}

/** The texts of the objects by kind, namespace and name. */
function split(text: string): Map<string, ObjectText> {
  const objects = new Map<string, ObjectText>();
  for (const part of text.split(/^---\s*$/m)) {
    if (!/^kind:/m.test(part)) continue;
    const kind = /^kind:\s*(\S+)/m.exec(part)?.[1] ?? '';
    const metadata = /^metadata:\n((?:[ \t]+.*\n|\n)*)/m.exec(part)?.[1] ?? '';
    const name = /^ {2}name:\s*(\S+)/m.exec(metadata)?.[1]?.replace(/^['"]|['"]$/g, '') ?? '';
    const namespace = /^ {2}namespace:\s*(\S+)/m.exec(metadata)?.[1] ?? '';
    let id = `${kind}/${name} ${namespace}`;
    while (objects.has(id)) id += ' again';
    objects.set(id, { name: `${kind}/${name}`, text: part });
  }
  return objects;
}

/** The lines of an object that differ between two renderings. */
function differing(own: string, other: string): ReadonlySet<number> {
  const others = other.split('\n');
  return new Set(own.split('\n').flatMap((line, index) => (line === others[index] ? [] : [index])));
}
