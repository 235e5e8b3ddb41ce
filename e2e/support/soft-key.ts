import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'

/** A CBOR byte string of 32 bytes. */
const bytes = (text: string) =>
  Buffer.concat([Buffer.from([0x58, 32]), Buffer.from(text, 'base64url')])

/** A software authenticator that signs anything (WebAuthn Level 3, section 6). */
export class SoftKey {
  readonly id = randomBytes(16).toString('base64url')
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  counter = 0

  #authData(flags: number, rpId: string, attested = Buffer.alloc(0)): Buffer {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(this.counter)
    const rp = createHash('sha256').update(rpId).digest()
    return Buffer.concat([rp, Buffer.from([flags]), count, attested])
  }

  #clientData(type: string, challenge: string, origin: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  }

  create(challenge: string, origin: string) {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' })
    // COSE: { 1: 2, 3: -7, -1: 1, -2: x, -3: y } (RFC 9053, 7.1.1)
    const cose = Buffer.concat([
      Buffer.from('a5010203262001', 'hex'),
      Buffer.from([0x21]),
      bytes(x),
      Buffer.from([0x22]),
      bytes(y),
    ])
    const id = Buffer.from(this.id, 'base64url')
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose])
    const authData = this.#authData(0x45, 'localhost', attested)
    // CBOR: { fmt: "none", attStmt: {}, authData }
    const attestation = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
      Buffer.from([authData.length]),
      authData,
    ])
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: this.#clientData('webauthn.create', challenge, origin).toString(
          'base64url',
        ),
        attestationObject: attestation.toString('base64url'),
      },
    }
  }

  get(
    challenge: string,
    origin: string,
    but: { flags?: number; rpId?: string; handle?: string } = {},
  ) {
    const authData = this.#authData(but.flags ?? 0x05, but.rpId ?? 'localhost')
    const clientData = this.#clientData('webauthn.get', challenge, origin)
    const hash = createHash('sha256').update(clientData).digest()
    const signature = createSign('sha256')
      .update(Buffer.concat([authData, hash]))
      .sign(this.#keys.privateKey)
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
        ...(but.handle === undefined ? {} : { userHandle: but.handle }),
      },
    }
  }
}
