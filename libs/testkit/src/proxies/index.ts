export { httpProxy, type HttpFault, type HttpProxy, type Planned } from './http-proxy.js';
export { tcpProxy, type TcpProxy, type Weather } from './tcp-proxy.js';
