/** What a sample rate means for the links from log lines. */

/** How many links lead to a trace, if every line has one, as a phrase. @param sampleRate 0 to 1 */
export const workingLinks = (sampleRate: number): string =>
  sampleRate > 0
    ? `about ${Number((sampleRate * 100).toPrecision(3))}% of the links from log lines lead to a trace`
    : 'no link from a log line leads to a trace';
