// Verifies KL1 tokens (license files, signed answers) on .NET 8 or later.
//
// .NET has no Ed25519 of its own: dotnet add package BouncyCastle.Cryptography (2.4 or later).
// Check it against the test vectors in a unit test of yours: docs/integrate/vectors/kl1.json.

using System;
using System.Collections.Generic;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Klucznik
{
    /// <summary>A license file or signed answer that must not be believed.</summary>
    public sealed class InvalidTokenException : Exception
    {
        public InvalidTokenException(string code) : base("This token must not be believed: " + code)
        {
            Code = code;
        }

        /// <summary>malformed, wrong_purpose, revoked_key, unknown_key, bad_signature or bad_payload.</summary>
        public string Code { get; }
    }

    /// <summary>The public keys built into the program. A list from the network may only take keys away.</summary>
    public sealed class TrustedKeys
    {
        private static readonly BigInteger Prime = BigInteger.Pow(2, 255) - 19;
        private static readonly BigInteger OrderEight = BigInteger.Parse(
            "55188659117513257062467267217118295137698188065244968500265048394206261417927");

        private readonly Dictionary<string, byte[]> keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        private readonly HashSet<string> revoked;

        public TrustedKeys(IEnumerable<string> publicKeys, IEnumerable<string> revokedIds)
        {
            foreach (string text in publicKeys)
            {
                byte[] raw = Convert.FromBase64String(text);
                if (raw.Length != 32 || Convert.ToBase64String(raw) != text || ProvesNothing(raw))
                {
                    throw new ArgumentException("a public key is 32 bytes in base64, and not of small order");
                }
                keys.Add(IdOf(raw), raw);
            }
            revoked = new HashSet<string>(revokedIds, StringComparer.Ordinal);
        }

        public bool IsRevoked(string id)
        {
            return revoked.Contains(id);
        }

        public bool TryFind(string id, out byte[] key)
        {
            return keys.TryGetValue(id, out key);
        }

        /// <summary>The first 16 hex digits of the key's SHA-256.</summary>
        private static string IdOf(byte[] raw)
        {
            using (SHA256 sha = SHA256.Create())
            {
                string digest = BitConverter.ToString(sha.ComputeHash(raw), 0, 8);
                return digest.Replace("-", "").ToLowerInvariant();
            }
        }

        /// <summary>Whether anybody can make signatures for this key: a point of small order, or not in its one form.</summary>
        private static bool ProvesNothing(byte[] raw)
        {
            byte[] number = new byte[33]; // one zero byte more, so that it is not negative
            Array.Copy(raw, number, 32);
            number[31] &= 0x7f;
            BigInteger y = new BigInteger(number);
            return y >= Prime || y == 0 || y == 1 || y == Prime - 1 || y == OrderEight || y == Prime - OrderEight;
        }
    }

    public static class Kl1
    {
        private const int Longest = 65536;
        private static readonly UTF8Encoding Utf8 = new UTF8Encoding(false, true);

        /// <summary>
        /// The payload (canonical JSON, read it with any parser) of a token of this purpose (device, registration or
        /// answer), signed by one of these keys; InvalidTokenException for every other text.
        /// </summary>
        public static string Verify(string token, string purpose, TrustedKeys keys)
        {
            string[] parts = token.Length <= Longest ? token.Split('.') : new string[0];
            if (parts.Length != 5 || !Same(parts[0], "KL1")) throw new InvalidTokenException("malformed");
            if (!Same(parts[1], purpose)) throw new InvalidTokenException("wrong_purpose");
            if (keys.IsRevoked(parts[2])) throw new InvalidTokenException("revoked_key");
            byte[] key;
            if (!keys.TryFind(parts[2], out key)) throw new InvalidTokenException("unknown_key");
            string signed = token.Substring(0, token.Length - parts[4].Length - 1);
            if (!Fits(parts[4], signed, key)) throw new InvalidTokenException("bad_signature");
            return Content(parts[3]);
        }

        private static bool Same(string one, string other)
        {
            return string.Equals(one, other, StringComparison.Ordinal);
        }

        private static bool Fits(string signature, string signed, byte[] key)
        {
            byte[] bytes = BytesOf(signature);
            if (bytes == null || bytes.Length != 64) return false;
            foreach (char letter in signed)
            {
                if (letter > 0x7f) return false;
            }
            byte[] message = Encoding.ASCII.GetBytes(signed);
            Ed25519Signer verifier = new Ed25519Signer();
            verifier.Init(false, new Ed25519PublicKeyParameters(key, 0));
            verifier.BlockUpdate(message, 0, message.Length);
            return verifier.VerifySignature(bytes);
        }

        private static string Content(string payload)
        {
            byte[] bytes = BytesOf(payload);
            if (bytes == null) throw new InvalidTokenException("bad_payload");
            try
            {
                string text = Utf8.GetString(bytes); // refuses bytes that are not UTF-8
                if (!new CanonicalJson(text).IsOfVersion1()) throw new FormatException();
                return text;
            }
            catch (Exception error) when (error is FormatException || error is ArgumentException)
            {
                throw new InvalidTokenException("bad_payload");
            }
        }

        /// <summary>Base64url without padding in its one form, or null.</summary>
        private static byte[] BytesOf(string text)
        {
            if (text.IndexOfAny(new[] { '+', '/', '=' }) >= 0) return null;
            string plain = text.Replace('-', '+').Replace('_', '/');
            plain = plain.PadRight((plain.Length + 3) / 4 * 4, '=');
            try
            {
                byte[] bytes = Convert.FromBase64String(plain);
                return Same(Convert.ToBase64String(bytes), plain) ? bytes : null;
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// Reads JSON that is in its one form and nothing else: names strictly ascending by code point (so none stands
    /// twice), whole numbers, only the escapes that JSON demands, no white space. FormatException otherwise.
    /// </summary>
    internal sealed class CanonicalJson
    {
        private const long LargestWhole = 9007199254740991;
        private const int Deepest = 64;
        private readonly string text;
        private int at;
        private bool hasVersion1;

        public CanonicalJson(string text)
        {
            this.text = text;
        }

        public bool IsOfVersion1()
        {
            if (Peek() != '{') return false;
            ReadObject(1);
            return at == text.Length && hasVersion1;
        }

        private char Peek()
        {
            return at < text.Length ? text[at] : '\0';
        }

        private bool Took(char letter)
        {
            if (Peek() != letter || at == text.Length) return false;
            at++;
            return true;
        }

        private void Expect(string word)
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0) throw new FormatException();
            at += word.Length;
        }

        private void ReadValue(int depth)
        {
            if (depth > Deepest) throw new FormatException();
            switch (Peek())
            {
                case '{': ReadObject(depth); break;
                case '[': ReadList(depth); break;
                case '"': ReadText(); break;
                case 't': Expect("true"); break;
                case 'f': Expect("false"); break;
                case 'n': Expect("null"); break;
                default: ReadWhole(); break;
            }
        }

        private void ReadObject(int depth)
        {
            Expect("{");
            if (Took('}')) return;
            string before = null;
            do
            {
                string name = ReadText();
                if (before != null && ByCodePoint(before, name) >= 0) throw new FormatException();
                Expect(":");
                int start = at;
                ReadValue(depth + 1);
                if (depth == 1 && name == "v") hasVersion1 = text.Substring(start, at - start) == "1";
                before = name;
            }
            while (Took(','));
            Expect("}");
        }

        private void ReadList(int depth)
        {
            Expect("[");
            if (Took(']')) return;
            do ReadValue(depth + 1);
            while (Took(','));
            Expect("]");
        }

        private void ReadWhole()
        {
            bool isNegative = Took('-');
            int first = at;
            while (Peek() >= '0' && Peek() <= '9') at++;
            int digits = at - first;
            if (digits == 0 || digits > 16) throw new FormatException();
            if (text[first] == '0' && (digits > 1 || isNegative)) throw new FormatException();
            long number = long.Parse(text.Substring(first, digits), System.Globalization.CultureInfo.InvariantCulture);
            if (number > LargestWhole) throw new FormatException();
        }

        private string ReadText()
        {
            Expect("\"");
            StringBuilder read = new StringBuilder();
            while (!Took('"'))
            {
                if (at == text.Length || text[at] < ' ') throw new FormatException();
                if (Took('\\')) read.Append(ReadEscape());
                else read.Append(text[at++]);
            }
            return read.ToString();
        }

        private char ReadEscape()
        {
            int known = "\"\\bfnrt".IndexOf(Peek());
            if (known >= 0 && at < text.Length)
            {
                at++;
                return "\"\\\b\f\n\r\t"[known];
            }
            Expect("u00"); // the control characters that have no short escape, in lower case
            int high = "01".IndexOf(Peek());
            at++;
            int low = "0123456789abcdef".IndexOf(Peek());
            at++;
            char letter = (char)(high * 16 + low);
            if (high < 0 || low < 0 || "\b\f\n\r\t".IndexOf(letter) >= 0) throw new FormatException();
            return letter;
        }

        /// <summary>.NET compares UTF-16 units; halves of letters beyond 16 bits come after all others.</summary>
        private static int ByCodePoint(string one, string other)
        {
            int shorter = Math.Min(one.Length, other.Length);
            for (int place = 0; place < shorter; place++)
            {
                if (one[place] == other[place]) continue;
                bool isHalf = char.IsSurrogate(one[place]);
                if (isHalf != char.IsSurrogate(other[place])) return isHalf ? 1 : -1;
                return one[place].CompareTo(other[place]);
            }
            return one.Length.CompareTo(other.Length);
        }
    }
}
