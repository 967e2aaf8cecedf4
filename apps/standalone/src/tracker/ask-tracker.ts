/** Asks the local tracker as its service, or in the name of a login. The body is not read yet. */
export type AskTracker = (path: string, options?: AskOptions) => Promise<Response>;
export type AskOptions = {
  login?: string | undefined;
  method?: string;
  headers?: Record<string, string>;
  body?: RequestInit['body'];
};

export const askTracker =
  (url: string, token: string): AskTracker =>
  (path, { login, method = 'GET', headers = {}, body } = {}) =>
    fetch(new URL(path, url), {
      method,
      headers: { ...headers, authorization: `Bearer ${token}`, ...(login === undefined ? {} : { 'x-act-as': login }) },
      // A stream as a body goes one way at a time (fetch.spec.whatwg.org, `duplex`).
      ...(body ? { body, duplex: 'half' } : {}),
    });
