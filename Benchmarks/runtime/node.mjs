// Echo in Node: a loop of our own on plain http, without an SDK and without what AWS's runtime does besides. A floor, not a peer.
import http from "node:http";

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function call(method, path, body) {
    return new Promise((resolve, reject) => {
        const headers = body === undefined ? {} : { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
        const request = http.request({ host, port, method, path: `/2018-06-01/runtime/invocation/${path}`, agent, headers }, (response) => {
            const chunks = [];
            response.on("data", (chunk) => chunks.push(chunk));
            response.on("end", () => resolve({ headers: response.headers, text: Buffer.concat(chunks).toString() }));
            response.on("error", reject);
        });
        request.on("error", reject);
        request.end(body);
    });
}

for (;;) {
    const invocation = await call("GET", "next");
    const requestId = invocation.headers["lambda-runtime-aws-request-id"];
    const event = JSON.parse(invocation.text);
    await call("POST", `${requestId}/response`, JSON.stringify({ message: event.message, requestId }));
}
