/**
 * A web address in plain words, which Redmine links as it stands. It begins with a host, and ends before what would begin a
 * macro, a page, a link or an image: no words escape escaping by looking like an address.
 */
export const ADDRESS =
  /(?<address>\b(?:https?:\/\/(?=[\p{L}\p{N}]|\[[\da-f:.]+\])|www\.)(?:(?!\{\{|\[\[|\]\(|!\[)[^\s<>"`&]|&(?=[^\s<>"`&]))+)/u;

/** A link's address without what neither format can hold in one; what is encoded stays so. */
export const writtenAddress = (url: string): string =>
  url.toWellFormed().replace(/[^\w!#$%&'*+,./:;=?@~-]/gu, (sign) => PARENTHESES[sign] ?? encodeURIComponent(sign));

const PARENTHESES: Readonly<Record<string, string>> = { '(': '%28', ')': '%29' };
