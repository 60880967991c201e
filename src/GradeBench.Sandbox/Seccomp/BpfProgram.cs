using System.Buffers.Binary;

namespace GradeBench.Sandbox.Seccomp;

/// <summary>A classic BPF program over a system call's data, written instruction by instruction.</summary>
internal sealed class BpfProgram
{
    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort ReturnConstant = 0x06;

    private readonly List<byte> _bytes = [];

    /// <summary>Loads 32 bits of the call's data: number at 0, architecture at 4, arguments from 16 in steps of 8, low half first.</summary>
    public BpfProgram Load(uint offset) => Append(LoadWord, 0, 0, offset);

    public BpfProgram IfEqual(uint value, SeccompAction action) => Append(JumpIfEqual, 0, 1, value).Return(action);

    public BpfProgram IfAtLeast(uint value, SeccompAction action) => Append(JumpIfAtLeast, 0, 1, value).Return(action);

    public BpfProgram IfAnyBit(uint mask, SeccompAction action) => Append(JumpIfAnyBit, 0, 1, mask).Return(action);

    public BpfProgram UnlessEqual(uint value, SeccompAction action) => Append(JumpIfEqual, 1, 0, value).Return(action);

    /// <summary>Continues behind <paramref name="inner"/> unless the loaded word equals a value; the inner program must end in a return.</summary>
    public BpfProgram When(uint value, BpfProgram inner)
    {
        Append(JumpIfEqual, 0, checked((byte)(inner._bytes.Count / 8)), value);
        _bytes.AddRange(inner._bytes);
        return this;
    }

    public BpfProgram Return(SeccompAction action) => Append(ReturnConstant, 0, 0, action.Value);

    public byte[] ToBytes() => [.. _bytes];

    private BpfProgram Append(ushort code, byte skipIfTrue, byte skipIfFalse, uint operand)
    {
        Span<byte> instruction = stackalloc byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(instruction, code);
        instruction[2] = skipIfTrue;
        instruction[3] = skipIfFalse;
        BinaryPrimitives.WriteUInt32LittleEndian(instruction[4..], operand);
        _bytes.AddRange(instruction);
        return this;
    }
}
