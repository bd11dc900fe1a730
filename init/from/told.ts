/** What the reading of a running stack tells, one line each. */

export class Told {
  /** What is in the cluster file, by its key, and where it was read. */
  readonly taken = new Map<string, string>();
  /** What could not be taken over, and why; and what is only an example. Never the value of a credential. */
  readonly left: string[] = [];
  /** Parts of the manifests that were not read, and why. */
  readonly unread: string[] = [];

  from(key: string, place: string): void {
    this.taken.set(key, place);
  }

  cannot(line: string): void {
    if (!this.left.includes(line)) this.left.push(line);
  }
}
