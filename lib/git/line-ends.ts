/** Line ends of Windows, which git for Windows writes by default. */

/** Whether a file of git differs from the text that was written only by them. */
export const differsByLineEnds = (file: string, written: string): boolean => file !== written && file.replaceAll('\r\n', '\n') === written;

/** What is wrong with such a file, and what to do. @param folder where the files are @param command the one that writes them again */
export const windowsLineEnds = (folder: string, command: string): string =>
  `differs only by the line ends of Windows; add the line ${folder}/** text eol=lf to .gitattributes, and run \`${command}\``;
