export { httpProxy, type HttpFault, type HttpProxy, type Planned } from './http-proxy.js';
export type { Exchange } from './listen-to.js';
export { tcpProxy, type TcpProxy } from './tcp-proxy.js';
export type { Weather } from './weather.js';
