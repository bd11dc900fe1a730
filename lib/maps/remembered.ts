/** What was computed once for texts that occur often, such as in every cluster of a fleet. */
export class Remembered<Value> {
  private readonly values = new Map<string, Value>();

  /** @param most the number of texts at which it forgets all of them, so that memory does not grow with the number of clusters */
  constructor(private readonly most: number) {}

  /** @param compute is called if the text is new */
  of(text: string, compute: (text: string) => Value): Value {
    const known = this.values.get(text);
    if (known !== undefined || this.values.has(text)) return known as Value;
    const value = compute(text);
    if (this.values.size >= this.most) this.values.clear();
    this.values.set(text, value);
    return value;
  }
}
