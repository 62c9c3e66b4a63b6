// Reads a frame from standard input and writes what the browser makes of it; run by test_contract.py.
import { readFileSync } from "node:fs";
import { World, decode } from "../../explorer/live/frame.js";

const { buffer, byteOffset, byteLength } = readFileSync(0);
const reply = decode(buffer.slice(byteOffset, byteOffset + byteLength));
const world = new World();
const whole = world.take(reply);
const plain = (_key, value) => (ArrayBuffer.isView(value) ? [...value] : value);
process.stdout.write(JSON.stringify({ ...reply, whole, picture: world.picture, have: world.have }, plain));
