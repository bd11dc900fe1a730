module tempo-fields

go 1.22
